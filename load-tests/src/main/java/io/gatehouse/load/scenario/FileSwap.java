package io.gatehouse.load.scenario;

import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file whose place other files take by a rename, without being copied: each is a hard link for that moment. */
record FileSwap(Path path) {
    /**
     * The file that was there before is deleted: a rename does nothing where both names are links of one file, and keeps both.
     */
    static FileSwap at(Path path) {
        try {
            Files.deleteIfExists(path);
            return new FileSwap(path);
        } catch (IOException e) {
            throw new LoadException(path + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** Puts another file in its place, which is not the one that is there; when, by {@link System#nanoTime()}. */
    long replaceBy(Path other) {
        Path next = path.resolveSibling("next-" + path.getFileName());
        try {
            Files.createLink(next, other);
            long at = System.nanoTime();
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return at;
        } catch (IOException e) {
            throw new LoadException(path + " cannot be replaced: " + e.getMessage(), e);
        }
    }
}
