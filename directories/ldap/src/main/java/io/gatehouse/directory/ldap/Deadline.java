package io.gatehouse.directory.ldap;

import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Until when an answer is of use, which may become later while it is waited for.
 *
 * @param nanoTime in {@link System#nanoTime()}
 */
record Deadline(LongSupplier nanoTime) {
    /** So long from now on. */
    static Deadline in(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        return new Deadline(() -> until);
    }

    /**
     * What is left, one millisecond at least.
     *
     * @throws UndecidedException when nothing is
     */
    long leftMillis() {
        long left = nanoTime.getAsLong() - System.nanoTime();
        if (left <= 0) {
            throw new UndecidedException(Drop.UNDECIDED, "there is no time left to ask the LDAP server");
        }
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
    }
}
