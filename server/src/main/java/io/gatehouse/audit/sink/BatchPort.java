package io.gatehouse.audit.sink;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.nats.StreamPort;
import io.nats.client.Options;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A socket for the client library that takes messages of our own, and writes them before the next of the library: a message of the
 * library's costs several times what it takes to write one. Public, with a constructor without parameters, because the library makes it by
 * its name; the options' connection listener gets to know it.
 */
public final class BatchPort extends StreamPort {
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock") private @Nullable LineBuffer waiting;

    @Override
    public void afterConstruct(Options options) {
        super.afterConstruct(options);
        if (options.getConnectionListener() instanceof BatchAttempt attempt) {
            attempt.opened(this);
        }
    }

    /**
     * Takes whole messages, as the protocol has them.
     *
     * @param messages not to be changed until the library has written its next message
     * @return false when those before are not written yet: the server does not read
     */
    boolean writeFirst(LineBuffer messages) {
        lock.lock();
        try {
            if (waiting != null) {
                return false;
            }
            waiting = messages;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** For the client library, which writes whole messages only, in one thread. */
    @Override
    public void write(byte[] bytes, int length) throws IOException {
        LineBuffer first = waiting();
        if (first != null) {
            super.write(first.array(), first.length());
        }
        super.write(bytes, length);
    }

    private @Nullable LineBuffer waiting() {
        lock.lock();
        try {
            LineBuffer first = waiting;
            waiting = null;
            return first;
        } finally {
            lock.unlock();
        }
    }
}
