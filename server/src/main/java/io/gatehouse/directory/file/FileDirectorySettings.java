package io.gatehouse.directory.file;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where users.json is, and how its passwords are checked.
 *
 * @param path the file
 * @param reload how often the file is looked at for a change, 10 ms to 1 h
 * @param hashThreads threads that check password hashes, 1 to 256
 * @param hashQueue checks that may wait for a thread, 1 to 1,000,000
 */
public record FileDirectorySettings(Path path, Duration reload, int hashThreads, int hashQueue) {
    public static final Duration DEFAULT_RELOAD = Duration.ofSeconds(1);
    public static final int DEFAULT_HASH_QUEUE = 256;

    private static final Duration MIN_RELOAD = Duration.ofMillis(10);
    private static final Duration MAX_RELOAD = Duration.ofHours(1);

    public FileDirectorySettings {
        require(!path.toString().isBlank(), "the path of the users file is empty");
        require(
                reload.compareTo(MIN_RELOAD) >= 0 && reload.compareTo(MAX_RELOAD) <= 0,
                "the users file must be looked at every 10ms to 1h");
        require(hashThreads >= 1 && hashThreads <= 256, "the number of hashing threads must be between 1 and 256");
        require(hashQueue >= 1 && hashQueue <= 1_000_000, "the hashing queue must hold between 1 and 1000000 checks");
    }

    /** A file with the defaults. */
    public static FileDirectorySettings of(Path path) {
        return new FileDirectorySettings(path, DEFAULT_RELOAD, defaultHashThreads(), DEFAULT_HASH_QUEUE);
    }

    /** A core is left to the requests that need no hashing, where there is more than one. */
    public static int defaultHashThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
