package io.gatehouse.directory.file;

import io.gatehouse.passwords.HashingSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where users.json is, and how its passwords are checked.
 *
 * @param path the file
 * @param lastGood where to keep a copy of the last file that could be used, to start with when the file cannot be; null for
 *     nowhere
 * @param reload how often the file is looked at for a change, 10 ms to 1 h
 */
public record FileDirectorySettings(Path path, @Nullable Path lastGood, Duration reload, HashingSettings hashing) {
    public static final Duration DEFAULT_RELOAD = Duration.ofSeconds(1);

    private static final Duration MIN_RELOAD = Duration.ofMillis(10);
    private static final Duration MAX_RELOAD = Duration.ofHours(1);

    public FileDirectorySettings {
        require(!path.toString().isBlank(), "the path of the users file is empty");
        require(!path.equals(lastGood), "the copy of the last good users file cannot be the file itself");
        require(
                reload.compareTo(MIN_RELOAD) >= 0 && reload.compareTo(MAX_RELOAD) <= 0,
                "the users file must be looked at every 10ms to 1h");
    }

    /** A file with the defaults. */
    public static FileDirectorySettings of(Path path) {
        return new FileDirectorySettings(path, null, DEFAULT_RELOAD, HashingSettings.defaults());
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
