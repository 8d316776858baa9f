package io.gatehouse.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps other processes from changing a file at the same time: the lock of a file beside it, {@code .NAME.lock}, which stays there.
 * A new one belongs to whom the file belongs to.
 */
public final class ChangeLock implements AutoCloseable {
    private final Path file;
    private final FileChannel held;

    private ChangeLock(Path file, FileChannel held) {
        this.file = file;
        this.held = held;
    }

    /**
     * Waits until no other process has it.
     *
     * @throws IOException when there can be none, or another thread of this process has it
     */
    public static ChangeLock of(Path file) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path lock = target.resolveSibling("." + target.getFileName() + ".lock");
        boolean isNew = !Files.exists(lock, LinkOption.NOFOLLOW_LINKS);
        // Root may change a file for a service, which must not have it make files elsewhere.
        FileChannel channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            if (isNew && Files.exists(target)) {
                FileOwner.copy(target, lock);
            }
            var unused = channel.lock();
            return new ChangeLock(target, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("another thread of this process has locked it", e);
        }
    }

    /** The file that nobody else changes now, without links on the way to it. */
    public Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
