package io.gatehouse.load.plan.storm;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time of a simulation, in steps of a millisecond; in nanoseconds for what reads it as {@link System#nanoTime()}. */
final class Ticks implements LongSupplier {
    static final double MILLIS = 1;
    static final long NANOS = 1_000_000;
    static final long A_SECOND = 1_000;

    private long now;

    /** Ticks since the beginning. */
    long now() {
        return now;
    }

    void advance() {
        now++;
    }

    @Override
    public long getAsLong() {
        return now * NANOS;
    }

    /** The first tick at which a time is over. */
    static long of(Duration time) {
        return of(time.toNanos());
    }

    static long of(long nanos) {
        return Math.floorDiv(nanos + NANOS - 1, NANOS);
    }
}
