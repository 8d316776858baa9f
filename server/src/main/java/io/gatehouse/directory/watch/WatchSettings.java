package io.gatehouse.directory.watch;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which file a directory has, and how it is watched.
 *
 * @param directory what the directory is called
 * @param path the file
 * @param lastGood where to keep a copy of the last file that could be used, to start with when the file cannot be; null for
 *     nowhere
 * @param reload how often the file is looked at for a change
 */
public record WatchSettings(
        String directory, Path path, @Nullable Path lastGood, Duration reload) {
    public WatchSettings {
        if (path.toString().isBlank() || path.equals(lastGood)) {
            throw new IllegalArgumentException("a file needs a path, and its copy another one");
        }
        WatchKeys.RELOAD.require(reload);
    }
}
