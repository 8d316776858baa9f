package io.gatehouse.directory.file;

import io.gatehouse.directory.watch.WatchKeys;
import io.gatehouse.directory.watch.WatchSettings;
import io.gatehouse.policy.text.NameForm;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a users.json is.
 *
 * @param name what the directory is called
 * @param path the file
 * @param lastGood where to keep a copy of the last file that could be used, to start with when the file cannot be; null for
 *     nowhere
 * @param reload how often the file is looked at for a change
 * @param form of the names of its users, in which logins ask for them
 */
public record FileDirectorySettings(
        String name, Path path, @Nullable Path lastGood, Duration reload, NameForm form) {
    public FileDirectorySettings {
        WatchSettings unused = new WatchSettings(name, path, lastGood, reload);
    }

    /** How the file is watched. */
    WatchSettings watch() {
        return new WatchSettings(name, path, lastGood, reload);
    }

    /** A file with the defaults. */
    public static FileDirectorySettings of(Path path) {
        return new FileDirectorySettings("users", path, null, WatchKeys.RELOAD.standard(), NameForm.EXACT);
    }
}
