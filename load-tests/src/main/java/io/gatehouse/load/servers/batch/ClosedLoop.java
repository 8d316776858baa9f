package io.gatehouse.load.servers.batch;

import io.gatehouse.load.nats.NatsConnection;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Keeps so many requests under way: the next is sent when one is answered, or given up after the budget. */
public final class ClosedLoop {
    private static final long LOOK_NANOS = 1_000_000;

    private final RequestBatch batch;
    private final NatsConnection connection;
    private final int concurrency;
    private final long patienceNanos;
    private final AtomicInteger finished = new AtomicInteger();
    private int next;
    private int oldest;

    private ClosedLoop(RequestBatch batch, NatsConnection connection, int concurrency, long patienceNanos) {
        this.batch = batch;
        this.connection = connection;
        this.concurrency = concurrency;
        this.patienceNanos = patienceNanos;
    }

    /** Returns when the time is over or all requests were sent; the batch says how many. */
    public static void run(
            RequestBatch batch, NatsConnection connection, int concurrency, long patienceNanos, long endNanos)
            throws IOException {
        new ClosedLoop(batch, connection, concurrency, patienceNanos).run(endNanos);
    }

    private void run(long endNanos) throws IOException {
        Thread sender = Thread.currentThread();
        batch.listen(index -> {
            finished.incrementAndGet();
            LockSupport.unpark(sender);
        });
        long now = System.nanoTime();
        while (next < batch.size() && now - endNanos < 0) {
            int from = next;
            while (next < batch.size() && next - finished.get() < concurrency) {
                batch.due(next, System.nanoTime());
                batch.gather(next, connection, batch.dueAt(next));
                next++;
            }
            if (next > from) {
                connection.flush();
                batch.sent(next - from);
            } else {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            connection.check();
            now = System.nanoTime();
            giveUp(now);
        }
    }

    private void giveUp(long now) {
        while (oldest < next && (batch.isAnswered(oldest) || now - batch.dueAt(oldest) > patienceNanos)) {
            if (batch.expire(oldest)) {
                finished.incrementAndGet();
            }
            oldest++;
        }
    }
}
