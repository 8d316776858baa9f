package io.gatehouse.directory.file;

/** Hears of what becomes of users.json; called on the thread that read it. */
public interface FileDirectoryRecorder {
    /** Hears nothing. */
    FileDirectoryRecorder NONE = new FileDirectoryRecorder() {
        @Override
        public void reloaded(int users) {}

        @Override
        public void reloadFailed() {}
    };

    /** A file was read and is in use, at the start and after each change. */
    void reloaded(int users);

    /** A changed file could not be used; the last good one stays in use. */
    void reloadFailed();

    /** The file could not be used at the start, and the copy of the last good one is in use; told after the failure. */
    default void startedWithLastGood() {}

    /**
     * The thread that looks at the file has ended; nothing starts it again.
     *
     * @param why which, and with what, without a secret
     */
    default void watchEnded(String why) {}
}
