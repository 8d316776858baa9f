package io.gatehouse.directory.guard;

import io.gatehouse.directory.Checks;
import java.time.Duration;

/**
 * How many wrong credentials are looked at.
 *
 * @param perUserAndSource for one user name from one source network within a window, 0 to 1,000,000; 0 for any number
 * @param perUser for one user name from anywhere within a window, 0 to 1,000,000; 0 for any number
 * @param perSource from one source network within a window, 0 to 1,000,000; 0 for any number, {@link #DERIVED} for as many
 *     as take a quarter of the hashing threads' time
 * @param window the time after which a limit that was reached is whole again, 1 s to 24 h
 */
public record FailureSettings(int perUserAndSource, int perUser, int perSource, Duration window) {
    /** The limit of a source follows from how many password hashes can be computed. */
    public static final int DERIVED = -1;

    public static final int MOST = 1_000_000;
    public static final Duration MIN_WINDOW = Duration.ofSeconds(1);
    public static final Duration MAX_WINDOW = Duration.ofHours(24);

    /** Bounds of a derived limit; the upper one also counts while nothing is known. */
    static final int LEAST_DERIVED = 20;

    static final int MOST_DERIVED = 1000;

    /** The part of the hashing threads' time that wrong credentials of one source may take is one of so many. */
    private static final int HASHING_SHARE = 4;

    public static final FailureSettings DEFAULT = new FailureSettings(20, 200, DERIVED, Duration.ofMinutes(1));

    /** No limits. */
    public static final FailureSettings NONE = new FailureSettings(0, 0, 0, Duration.ofMinutes(1));

    public FailureSettings {
        Checks.require(
                perUserAndSource >= 0 && perUserAndSource <= MOST,
                "failures per user and source must be between 0 and 1000000");
        Checks.require(perUser >= 0 && perUser <= MOST, "failures per user must be between 0 and 1000000");
        Checks.require(perSource >= DERIVED && perSource <= MOST, "failures per source must be between 0 and 1000000");
        Checks.require(window.compareTo(MIN_WINDOW) >= 0, "the failures' window must be at least 1s");
        Checks.between(window, MAX_WINDOW, "the failures' window must be at most 24h");
    }

    /**
     * How many wrong credentials of one source are looked at within a window when all are alike. A derived limit is {@code
     * hashesPerSecond * window / 4}, at least 20 and at most 1,000; 1,000 where nothing is hashed or no hash was measured.
     *
     * @param hashesPerSecond how many hashes like theirs can be computed
     */
    int perSource(double hashesPerSecond) {
        if (perSource != DERIVED) {
            return perSource;
        }
        double share = hashesPerSecond * window.toSeconds() / HASHING_SHARE;
        return hashesPerSecond == 0 ? MOST_DERIVED : (int) Math.max(LEAST_DERIVED, Math.min(MOST_DERIVED, share));
    }
}
