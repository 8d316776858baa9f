package io.gatehouse.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The bytes of a server, read by one thread; other threads can see whether it waits for more. */
final class WatchedInput extends InputStream {
    private final InputStream in;
    private final AtomicLong reads;
    private @Nullable Runnable first;

    /**
     * @param reads counted at the beginning and at the end of each read, so that it is odd in between
     * @param first told of the first bytes
     */
    WatchedInput(InputStream in, AtomicLong reads, Runnable first) {
        this.in = in;
        this.reads = reads;
        this.first = first;
    }

    @SuppressWarnings("ReferenceEquality") // a stream is nothing but itself
    boolean isOf(InputStream other) {
        return in == other;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        reads.lazySet(reads.getPlain() + 1);
        try {
            int read = in.read(target, offset, length);
            if (first != null && read > 0) {
                first.run();
                first = null;
            }
            return read;
        } finally {
            reads.lazySet(reads.getPlain() + 1);
        }
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("read in pieces only");
    }
}
