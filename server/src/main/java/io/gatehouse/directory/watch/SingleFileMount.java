package io.gatehouse.directory.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that is mounted by itself, as {@code docker run -v /etc/users.json:/users.json} and Kubernetes' {@code subPath} do:
 * the mount stays with the file that it was made with, so that one renamed over it outside is never seen here.
 */
public final class SingleFileMount {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;

    private SingleFileMount() {}

    /** What is wrong with where a file is mounted, and what to do; empty when nothing is, or when it cannot be known. */
    public static Optional<String> warning(Path file) {
        return warning(file, MOUNTS);
    }

    static Optional<String> warning(Path file, Path mounts) {
        try {
            Path real = file.toRealPath();
            return isMountPoint(real, mounts) ? Optional.of(warning(file, isReplaced(real))) : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static boolean isMountPoint(Path real, Path mounts) throws IOException {
        try (Stream<String> lines = Files.lines(mounts)) {
            return lines.map(line -> line.split(" ", MOUNT_POINT + 2))
                    .anyMatch(words -> words.length > MOUNT_POINT
                            && unescaped(words[MOUNT_POINT]).equals(real.toString()));
        }
    }

    /** Nothing names the file any more where it comes from. */
    private static boolean isReplaced(Path real) throws IOException {
        return ((Number) Files.getAttribute(real, "unix:nlink")).intValue() == 0;
    }

    private static String warning(Path file, boolean replaced) {
        return file + " is mounted as a single file"
                + (replaced
                        ? ", and has been replaced outside: changes are not seen here any more"
                        : ": a file that is renamed over it outside, as editors and deployment tools do, is never seen here")
                + "; mount its folder";
    }

    /** The kernel writes space, tab, newline and backslash as three octal digits. */
    private static String unescaped(String path) {
        return path.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
