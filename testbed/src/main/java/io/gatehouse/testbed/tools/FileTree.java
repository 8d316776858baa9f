package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with all that is in it. */
public final class FileTree {
    private FileTree() {}

    /** Copies it, with owners and permissions, to a place where nothing is yet. */
    public static Path copy(Path root, Path target) throws IOException {
        Process copy = new ProcessBuilder("cp", "-a", root.toString(), target.toString())
                .inheritIO()
                .start();
        try {
            if (copy.waitFor() != 0) {
                throw new IOException("Cannot copy " + root);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return target;
    }

    /** Removes it, following no links; a file that goes away meanwhile is not an error. */
    public static void delete(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + root, e);
        }
    }
}
