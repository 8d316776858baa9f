package io.gatehouse.directory.watch;

import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.directory.users.UsersSource;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy of the last file that could be used, for a start with one that cannot. For its owner only. */
final class LastGood {
    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);
    private static final int BLOCK = 64 * 1024;

    private final Path copy;
    private final String what;

    /** @param what is copied, for messages */
    LastGood(Path copy, String what) {
        this.what = what;
        this.copy = copy;
    }

    Path path() {
        return copy;
    }

    /** Copies the file that was read with this checksum; one that has changed since is left for the next time. */
    void keep(Path file, long checksum) {
        try {
            if (!holds(checksum)) {
                write(file, checksum);
            }
        } catch (IOException | UsersFileException e) {
            LOG.warn(
                    "the last good {} cannot be kept, and a start with a broken one would fail:"
                            + " last_good ({}) must be in a folder that Gatehouse may write to: {}",
                    what,
                    copy,
                    e.toString());
        }
    }

    private boolean holds(long checksum) {
        return Files.exists(copy) && UsersSource.checksum(copy) == checksum;
    }

    /** Created with mode 0600 in the same folder, and moved to its place once it is on the disk. */
    private void write(Path file, long checksum) throws IOException {
        Path folder = copy.toAbsolutePath().getParent();
        Path next = Files.createTempFile(folder, "." + copy.getFileName() + ".", ".new");
        try {
            if (copy(file, next) == checksum) {
                Files.move(next, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** The checksum of what was copied. */
    private static long copy(Path from, Path to) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] block = new byte[BLOCK];
        long length = 0;
        try (InputStream in = Files.newInputStream(from);
                FileOutputStream out = new FileOutputStream(to.toFile())) {
            for (int got = in.read(block); got >= 0; got = in.read(block)) {
                sum.update(block, 0, got);
                length += got;
                out.write(block, 0, got);
            }
            out.getFD().sync();
        }
        return UsersSource.checksum(length, sum);
    }
}
