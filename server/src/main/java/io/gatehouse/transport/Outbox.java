package io.gatehouse.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is to be written to a socket, by any number of threads, and writes it in large pieces: whoever flushes while
 * nobody else writes writes all that is there, and what comes meanwhile; the others go on at once. No lock is held while
 * anything is written.
 */
public final class Outbox {
    /** So much behind a write that is still under way, some 80 answers, shows that the server does not keep up. */
    static final int HIGH_WATER_MARK = 128 * 1024;
    /** More than this waits only while the server does not read: what comes then is not taken. */
    static final int MOST = 4 << 20;
    /** So much is worth a write of its own. */
    private static final int WORTH_WRITING = 32 * 1024;

    private static final int INITIAL = 64 * 1024;
    private static final byte[] PUBLISH = "PUB ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 10;

    private final Writer writer;
    private final Runnable onWritable;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock") private byte[] filling = new byte[INITIAL];
    /** What is being written, by the one who writes. */
    private byte[] spare = new byte[INITIAL];

    @GuardedBy("lock") private int filled;

    @GuardedBy("lock") private boolean writing;

    private volatile boolean writable = true;
    /** Whether it is to be told that it is writable again; the writer's. */
    private boolean becameWritable;

    @GuardedBy("lock") private @Nullable IOException failure;

    /** Where the bytes go; called by one thread at a time. */
    @FunctionalInterface
    public interface Writer {
        void write(byte[] bytes, int length) throws IOException;
    }

    /** @param onWritable told when {@link #isWritable} is true again; called without a lock */
    public Outbox(Writer writer, Runnable onWritable) {
        this.writer = writer;
        this.onWritable = onWritable;
    }

    /** Whether the server reads as fast as is written here. */
    public boolean isWritable() {
        return writable;
    }

    /**
     * Takes a message to be published; it is written with the next {@link #flush}, or at once when enough has come together.
     *
     * @return false when it was not taken: the connection failed, or the server does not read
     */
    public boolean publish(String subject, byte[] body) throws IOException {
        boolean enough;
        lock.lock();
        try {
            if (failure != null || !hasRoom(PUBLISH.length + subject.length() + body.length + LONGEST_NUMBER + 5)) {
                return false;
            }
            put(PUBLISH, PUBLISH.length);
            put(subject.getBytes(StandardCharsets.ISO_8859_1), subject.length());
            filling[filled++] = ' ';
            byte[] length = Integer.toString(body.length).getBytes(StandardCharsets.US_ASCII);
            put(length, length.length);
            lineEnd();
            put(body, body.length);
            lineEnd();
            enough = filled >= WORTH_WRITING;
            if (writing && filled >= HIGH_WATER_MARK && writable) {
                writable = false;
            }
        } finally {
            lock.unlock();
        }
        if (enough) {
            flush();
        }
        return true;
    }

    /**
     * Writes bytes behind those that wait, with them.
     *
     * @throws IOException when the connection failed, or the server does not read
     */
    void write(byte[] bytes, int length) throws IOException {
        lock.lock();
        try {
            if (failure != null) {
                throw new IOException("the connection failed before", failure);
            }
            if (!hasRoom(length)) {
                throw new IOException("the server does not read what it is sent");
            }
            put(bytes, length);
        } finally {
            lock.unlock();
        }
        flush();
    }

    /**
     * Writes what waits, unless another thread is doing so.
     *
     * @throws IOException when it cannot be written; nothing is taken from then on
     */
    public void flush() throws IOException {
        for (int length = begin(); length > 0; length = begin()) {
            tellWritable();
            try {
                writer.write(spare, length);
                end(null);
            } catch (IOException e) {
                end(e);
                tellWritable();
                throw e;
            }
        }
    }

    /** Becomes the one who writes, and takes what waits into the spare array; 0 when there is nothing to do. */
    private int begin() {
        lock.lock();
        try {
            if (writing || filled == 0 || failure != null) {
                return 0;
            }
            writing = true;
            int length = filled;
            byte[] full = filling;
            filling = spare;
            spare = full;
            filled = 0;
            becameWritable = !writable;
            writable = true;
            return length;
        } finally {
            lock.unlock();
        }
    }

    private void tellWritable() {
        if (becameWritable) {
            becameWritable = false;
            onWritable.run();
        }
    }

    private void end(@Nullable IOException e) {
        lock.lock();
        try {
            writing = false;
            failure = e;
            if (e != null) {
                becameWritable = !writable;
                writable = true;
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private boolean hasRoom(int more) {
        int wanted = filled + more;
        if (wanted > filling.length && wanted <= MOST) {
            filling = Arrays.copyOf(filling, Math.min(MOST, Math.max(wanted, 2 * filling.length)));
        }
        return wanted <= filling.length;
    }

    @GuardedBy("lock") private void put(byte[] bytes, int length) {
        System.arraycopy(bytes, 0, filling, filled, length);
        filled += length;
    }

    @GuardedBy("lock") private void lineEnd() {
        filling[filled++] = '\r';
        filling[filled++] = '\n';
    }
}
