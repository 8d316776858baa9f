package io.gatehouse.admin;

import io.gatehouse.directory.ReloadRecorder;

/** Hears of the users of a directory for as long as the directory is in use. */
public interface DirectoryMonitor extends ReloadRecorder {
    /** The directory is in use no more: nothing waits for its users, and nothing is noted of them. */
    void withdraw();
}
