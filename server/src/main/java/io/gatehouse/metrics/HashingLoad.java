package io.gatehouse.metrics;

import io.gatehouse.passwords.CheckDrop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * How busy the hashing threads were in the last {@link #WINDOW}, and whether any password check was dropped for lack of time or
 * room. Kept by whole seconds, so that counting is cheap.
 */
final class HashingLoad {
    static final Duration WINDOW = Duration.ofSeconds(5);

    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int SECONDS = (int) WINDOW.toSeconds();

    /** One more than the window has: the running second is not whole yet. */
    private static final int SLOTS = SECONDS + 1;

    private final LongSupplier clock;
    private final long origin;
    private final AtomicLongArray secondOfSlot = new AtomicLongArray(SLOTS);
    private final AtomicLongArray nanosOfSlot = new AtomicLongArray(SLOTS);
    private final AtomicLong lastDrop = new AtomicLong(-SLOTS);

    HashingLoad(LongSupplier clock) {
        this.clock = clock;
        this.origin = clock.getAsLong();
    }

    /** A thread has just ended a check that took it so long. */
    void hashed(long nanos) {
        long second = second();
        int slot = (int) (second % SLOTS);
        long known = secondOfSlot.get(slot);
        if (known != second && secondOfSlot.compareAndSet(slot, known, second)) {
            nanosOfSlot.set(slot, 0);
        }
        nanosOfSlot.addAndGet(slot, nanos);
    }

    /** A check was dropped. */
    void dropped(CheckDrop reason) {
        if (reason == CheckDrop.FULL || reason == CheckDrop.EXPIRED || reason == CheckDrop.WOULD_EXPIRE) {
            lastDrop.set(second());
        }
    }

    /** The part of the threads' time that was spent hashing within the window, from 0 to 1. */
    double busy(int threads) {
        long now = second();
        long nanos = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            long second = secondOfSlot.get(slot);
            nanos += second < now && second >= now - SECONDS ? nanosOfSlot.get(slot) : 0;
        }
        return Math.min(1, (double) nanos / (threads * WINDOW.toNanos()));
    }

    /** Whether a check was dropped within the window. */
    boolean isDropping() {
        return second() - lastDrop.get() <= SECONDS;
    }

    private long second() {
        return (clock.getAsLong() - origin) / SECOND_NANOS;
    }
}
