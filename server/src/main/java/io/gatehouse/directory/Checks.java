package io.gatehouse.directory;

import java.time.Duration;

/** Checks of settings. */
public final class Checks {
    private Checks() {}

    public static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** From nothing to a bound. */
    public static void between(Duration duration, Duration most, String message) {
        require(!duration.isNegative() && duration.compareTo(most) <= 0, message);
    }
}
