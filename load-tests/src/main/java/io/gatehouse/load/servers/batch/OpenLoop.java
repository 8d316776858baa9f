package io.gatehouse.load.servers.batch;

import io.gatehouse.load.nats.NatsConnection;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends each request when it is due, whatever becomes of the others. What is late is sent as soon as can be; what was not
 * sent by the end of the time is not offered.
 */
public final class OpenLoop {
    /** Requests that are due within this time are sent together; a send of its own for each would cost more. */
    private static final long TOGETHER_NANOS = 200_000;

    /** How many are sent before the clock is looked at again. */
    private static final int BATCH = 64;

    private OpenLoop() {}

    /**
     * Returns at the end of the time.
     *
     * @param endNanos when no more is sent
     */
    public static void run(RequestBatch batch, NatsConnection connection, long endNanos) throws IOException {
        int next = 0;
        int size = batch.size();
        long now = System.nanoTime();
        while (next < size && now - endNanos < 0) {
            int from = next;
            while (next < size && next - from < BATCH && batch.dueAt(next) - now <= 0) {
                batch.gather(next, connection, now);
                next++;
            }
            if (next > from) {
                connection.flush();
                batch.sent(next - from);
            } else {
                LockSupport.parkNanos(Math.max(TOGETHER_NANOS, batch.dueAt(next) - now));
            }
            connection.check();
            now = System.nanoTime();
        }
    }
}
