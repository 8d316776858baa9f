package io.gatehouse.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps others from changing a file at the same time, in this process and in others: the lock of a file beside it,
 * {@code .NAME.lock}, which stays there.
 */
public final class ChangeLock implements AutoCloseable {
    /** What is locked in this process already is an error for another of its threads, which does not wait then. */
    private static final ReentrantLock OURS = new ReentrantLock();

    private final Path file;
    private final FileChannel held;

    private ChangeLock(Path file, FileChannel held) {
        this.file = file;
        this.held = held;
    }

    /** Waits until nobody else has it. */
    public static ChangeLock of(Path file) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        OURS.lock();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    target.resolveSibling("." + target.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            var unused = channel.lock();
            return new ChangeLock(target, channel);
        } catch (IOException | RuntimeException e) {
            OURS.unlock();
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    /** The file that nobody else changes now, without links on the way to it. */
    public Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        try {
            held.close();
        } finally {
            OURS.unlock();
        }
    }
}
