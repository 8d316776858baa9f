package io.gatehouse.audit.sink;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A file that records are written to.
 *
 * @param maxSize the file is rotated before it has more bytes
 * @param maxAge it is rotated whenever so much time is over, counted from 1970 in UTC; zero for never
 * @param maxFiles how many rotated files are kept
 */
public record FileSinkSettings(Path path, long maxSize, Duration maxAge, int maxFiles) {
    static final Key<Path> PATH = Key.file("path")
            .help(
                    "The file for `audit.to: file`, such as `/var/log/gatehouse/audit.jsonl`; required there. It is made with"
                            + " mode 0600, and nobody else should be able to write to its folder.");
    private static final Key<Long> MAX_SIZE = Key.size("max_size", "100MiB", "4KiB", "512GiB")
            .help("The file is [rotated](../guides/audit.md#rotation) before it would exceed this size, which"
                    + " is at least 4 KiB.");
    private static final Key<Duration> MAX_AGE = Key.duration("max_age", "24h", "0s", "8784h")
            .help("The file is also rotated whenever this time is over, counted in UTC, so that `24h` is every"
                    + " midnight; `0s` for never.");
    private static final Key<Integer> MAX_FILES =
            Key.count("max_files", "30", 1, 100_000).help("How many rotated files are kept; older ones are deleted.");

    /** Its keys. */
    public static final Section SECTION = Section.of("file", PATH, MAX_SIZE, MAX_AGE, MAX_FILES);

    public FileSinkSettings {
        MAX_SIZE.require(maxSize);
        MAX_AGE.require(maxAge);
        MAX_FILES.require(maxFiles);
    }

    /**
     * As it is configured.
     *
     * @param parent the section that {@link #SECTION} is in
     * @return null when no file is given
     */
    public static @Nullable FileSinkSettings read(Values parent) {
        Values in = parent.in(SECTION);
        Path path = in.find(PATH);
        long maxSize = in.get(MAX_SIZE);
        Duration maxAge = in.get(MAX_AGE);
        int maxFiles = in.get(MAX_FILES);
        return path == null ? null : new FileSinkSettings(path, maxSize, maxAge, maxFiles);
    }

    /** Notes that the file is missing. */
    public static void require(Values parent) {
        Values in = parent.in(SECTION);
        if (!in.gives(PATH)) {
            in.missing(PATH, "name the file that records are written to, or set audit.to to something else");
        }
    }
}
