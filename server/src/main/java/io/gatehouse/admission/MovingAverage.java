package io.gatehouse.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How long something takes of late: an exponentially weighted moving average in which the last time counts one eighth. It
 * is forgotten when nothing was measured for a second, or for twice the average if that is longer. Otherwise an average
 * above all deadlines would stay forever, since nothing would be begun that could correct it.
 */
public final class MovingAverage {
    private static final long MEMORY_NANOS = 1_000_000_000;

    private final AtomicLong average = new AtomicLong();
    private volatile long measuredAt;

    /** Takes in that it took so long, in nanoseconds; {@code now} is the moment, in {@link System#nanoTime()}. */
    public void measured(long nanos, long now) {
        if (nanos(now) == 0) {
            average.set(nanos);
        } else {
            average.accumulateAndGet(nanos, MovingAverage::towards);
        }
        measuredAt = now;
    }

    /** The average in nanoseconds; 0 when none is known at that moment. */
    public long nanos(long now) {
        long known = average.get();
        return now - measuredAt <= Math.max(MEMORY_NANOS, 2 * known) ? known : 0;
    }

    /** The average in nanoseconds as it was when something was measured last; 0 when nothing was. */
    public long last() {
        return average.get();
    }

    private static long towards(long average, long last) {
        return average + (last - average) / 8;
    }
}
