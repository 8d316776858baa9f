package io.gatehouse.load.servers;

import io.gatehouse.load.nats.NatsConnection;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Keeps so many requests under way: the next is sent when one is answered, or given up after the budget. */
final class ClosedLoop {
    private static final long LOOK_NANOS = 1_000_000;

    private final Volley volley;
    private final NatsConnection connection;
    private final int concurrency;
    private final long patienceNanos;
    private final AtomicInteger finished = new AtomicInteger();
    private int next;
    private int oldest;

    private ClosedLoop(Volley volley, NatsConnection connection, int concurrency, long patienceNanos) {
        this.volley = volley;
        this.connection = connection;
        this.concurrency = concurrency;
        this.patienceNanos = patienceNanos;
    }

    /** Returns when the time is over or all requests were sent; how many were sent. */
    static int run(Volley volley, NatsConnection connection, int concurrency, long patienceNanos, long endNanos)
            throws IOException {
        return new ClosedLoop(volley, connection, concurrency, patienceNanos).run(endNanos);
    }

    private int run(long endNanos) throws IOException {
        Thread sender = Thread.currentThread();
        volley.listen(index -> {
            finished.incrementAndGet();
            LockSupport.unpark(sender);
        });
        long now = System.nanoTime();
        while (next < volley.size() && now - endNanos < 0) {
            int from = next;
            while (next < volley.size() && next - finished.get() < concurrency) {
                volley.due(next, System.nanoTime());
                volley.gather(next, connection, volley.dueAt(next));
                next++;
            }
            if (next > from) {
                connection.flush();
                volley.sent(next - from);
            } else {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            connection.check();
            now = System.nanoTime();
            giveUp(now);
        }
        return next;
    }

    private void giveUp(long now) {
        while (oldest < next && (volley.isAnswered(oldest) || now - volley.dueAt(oldest) > patienceNanos)) {
            if (volley.expire(oldest)) {
                finished.incrementAndGet();
            }
            oldest++;
        }
    }
}
