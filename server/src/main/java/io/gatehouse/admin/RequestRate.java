package io.gatehouse.admin;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** At most so many requests a second, and as many at once. */
final class RequestRate {
    private final int most;
    private final LongSupplier clock;
    private final long nanosEach;
    private long freeAt;

    /** @param clock as {@link System#nanoTime()} */
    RequestRate(int most, LongSupplier clock) {
        this.most = most;
        this.clock = clock;
        this.nanosEach = TimeUnit.SECONDS.toNanos(1) / most;
        this.freeAt = clock.getAsLong();
    }

    /** Whether one more may be made now. */
    synchronized boolean take() {
        long now = clock.getAsLong();
        long next = freeAt - now > 0 ? freeAt : now;
        if (next - now > nanosEach * (most - 1)) {
            return false;
        }
        freeAt = next + nanosEach;
        return true;
    }
}
