package io.gatehouse.directory;

import java.time.Duration;

/**
 * How many wrong credentials are looked at.
 *
 * @param perUser for one user name within a window, 0 to 1,000,000; 0 for any number
 * @param perSource from one source address within a window, 0 to 1,000,000; 0 for any number
 * @param window the time after which a limit that was reached is whole again, 1 s to 24 h
 */
public record FailureSettings(int perUser, int perSource, Duration window) {
    public static final int MOST = 1_000_000;
    public static final Duration MIN_WINDOW = Duration.ofSeconds(1);
    public static final Duration MAX_WINDOW = Duration.ofHours(24);

    public static final FailureSettings DEFAULT = new FailureSettings(20, 1000, Duration.ofMinutes(1));

    /** No limits. */
    public static final FailureSettings NONE = new FailureSettings(0, 0, Duration.ofMinutes(1));

    public FailureSettings {
        Checks.require(perUser >= 0 && perUser <= MOST, "failures per user must be between 0 and 1000000");
        Checks.require(perSource >= 0 && perSource <= MOST, "failures per source must be between 0 and 1000000");
        Checks.require(window.compareTo(MIN_WINDOW) >= 0, "the failures' window must be at least 1s");
        Checks.between(window, MAX_WINDOW, "the failures' window must be at most 24h");
    }
}
