package io.gatehouse.directory.guard.backend;

import java.util.concurrent.TimeUnit;

/**
 * When a lookup began, and for how long it was of use.
 *
 * @param generation of the breaker
 * @param begun by the clock of lookups
 * @param deadline by that clock: after it the answer was worth nothing to who began it
 */
record LookupOrigin(long generation, long begun, long deadline) {
    /** Clients of backends count in milliseconds, and round down. */
    private static final long ROUNDING = TimeUnit.MILLISECONDS.toNanos(2);

    /** Whether a lookup that ends now has had all its time. */
    boolean isOver(long now) {
        return now - deadline + ROUNDING >= 0;
    }

    /** How much time it had. */
    long given() {
        return deadline - begun;
    }
}
