package io.gatehouse.directory.guard;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.time.Duration;

/**
 * How many wrong credentials are looked at.
 *
 * @param perUserAndSource for one user name from one source network within a window; 0 for any number
 * @param perUser for one user name from anywhere within a window; 0 for any number
 * @param perSource from one source network within a window; 0 for any number, {@link #DERIVED} for as many
 *     as take a quarter of the hashing threads' time
 * @param window the time after which a limit that was reached is whole again
 */
public record FailureSettings(int perUserAndSource, int perUser, int perSource, Duration window) {
    private static final Key<Integer> PER_USER_AND_SOURCE = Key.count("per_user_and_source", "20", 0, 1_000_000)
            .help("Wrong credentials for one user name from one source address (or one /64 network of IPv6) that are"
                    + " looked at within a window; further ones get no answer. 0 for any number.");
    private static final Key<Integer> PER_USER =
            Key.count("per_user", "200", 0, 1_000_000).help("The same for one user name from all sources together.");
    private static final Key<Integer> PER_SOURCE = Key.count("per_source", "", 0, 1_000_000)
            .help("The same for one source and all user names together. When left out, as many as take [a"
                    + " quarter of the hashing threads' time](../overload.md#failure-limits), where each counts"
                    + " with the time that its own hash takes; at least 20 and at most 1,000.");
    private static final Key<Duration> WINDOW = Key.duration("window", "1m", "1s", "24h")
            .help("The time in which a limit that is used up is replenished, evenly.");

    /** Its keys. */
    public static final Section SECTION = Section.of("failures", PER_USER_AND_SOURCE, PER_USER, PER_SOURCE, WINDOW);

    /** The limit of a source follows from how many password hashes can be computed. */
    public static final int DERIVED = -1;

    /** Bounds of a derived limit; the upper one also counts while nothing is known. */
    static final int LEAST_DERIVED = 20;

    static final int MOST_DERIVED = 1000;

    /** The part of the hashing threads' time that wrong credentials of one source may take is one of so many. */
    private static final int HASHING_SHARE = 4;

    public static final FailureSettings DEFAULT =
            new FailureSettings(PER_USER_AND_SOURCE.standard(), PER_USER.standard(), DERIVED, WINDOW.standard());

    /** No limits. */
    public static final FailureSettings NONE = new FailureSettings(0, 0, 0, Duration.ofMinutes(1));

    public FailureSettings {
        PER_USER_AND_SOURCE.require(perUserAndSource);
        PER_USER.require(perUser);
        if (perSource != DERIVED) {
            PER_SOURCE.require(perSource);
        }
        WINDOW.require(window);
    }

    /** As it is configured. */
    public static FailureSettings read(Values root) {
        Values in = root.in(SECTION);
        return new FailureSettings(
                in.get(PER_USER_AND_SOURCE), in.get(PER_USER), in.get(PER_SOURCE, DERIVED), in.get(WINDOW));
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
