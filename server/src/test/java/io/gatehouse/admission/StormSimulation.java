package io.gatehouse.admission;

import io.gatehouse.drops.Drop;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One server behind an admission queue under a clock of its own: requests arrive at random at a rate, each is worth an answer
 * for 1.5 s, and takes a time that varies by a third either way. Times are in nanoseconds.
 */
final class StormSimulation implements DropListener<StormSimulation.Request> {
    static final long MILLIS = 1_000_000;
    static final long SECONDS = 1_000 * MILLIS;
    private static final long BUDGET = 1_500 * MILLIS;

    private final SplittableRandom random = new SplittableRandom(42);
    private final MovingAverage usual = new MovingAverage();
    private final long service;
    private final AdmissionQueue<Request> queue;

    private long now;
    private long nextArrival;
    private long busyUntil;
    private @Nullable Request served;

    int offered;
    int inTime;
    int late;
    int dropped;

    /** @param service how long a request takes, on average */
    StormSimulation(long service, int capacity, QueueDiscipline discipline) {
        this.service = service;
        this.queue = new AdmissionQueue<>(
                capacity, Long.MAX_VALUE, () -> now, this, discipline, (request, at) -> usual.nanos(at));
    }

    /** Goes on for a time at a load, of which 1 is all that the server can do; counts from 0. */
    StormSimulation run(double load, long duration) {
        offered = 0;
        inTime = 0;
        late = 0;
        dropped = 0;
        long end = now + duration;
        double between = service / load;
        while (Math.min(nextArrival, served == null ? Long.MAX_VALUE : busyUntil) < end) {
            if (served == null || nextArrival < busyUntil) {
                now = nextArrival;
                offered++;
                queue.offer(new Request(now, now + BUDGET));
                nextArrival = now + 1 + (long) (-Math.log(1 - random.nextDouble()) * between);
            } else {
                now = busyUntil;
                finish(served);
            }
            serveNext();
        }
        return this;
    }

    /** The share of what the server could have answered in that time that was answered in time. */
    double goodput(long duration) {
        return (double) inTime * service / duration;
    }

    private void finish(Request request) {
        usual.measured(now - request.begun, now);
        if (request.expiredAt(now)) {
            late++;
        } else {
            inTime++;
        }
        served = null;
    }

    private void serveNext() {
        if (served != null) {
            return;
        }
        served = queue.poll();
        if (served != null) {
            served.begun = now;
            busyUntil = now + (long) (service * (2 + 2 * random.nextDouble()) / 3);
        }
    }

    @Override
    public void onDropped(Request request, Drop cause) {
        dropped++;
    }

    static final class Request implements Timed {
        private final long arrivedAt;
        private final long deadline;
        private long begun;

        Request(long arrivedAt, long deadline) {
            this.arrivedAt = arrivedAt;
            this.deadline = deadline;
        }

        @Override
        public long arrivedAt() {
            return arrivedAt;
        }

        @Override
        public long deadline() {
            return deadline;
        }

        @Override
        public int weight() {
            return 1;
        }
    }
}
