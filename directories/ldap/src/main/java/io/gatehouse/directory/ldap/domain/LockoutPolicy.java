package io.gatehouse.directory.ldap.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many wrong passwords of one user are passed on to the servers.
 *
 * @param attempts in a row; 0 for any number
 * @param window after the last of them they count no more
 */
public record LockoutPolicy(int attempts, Duration window) {
    /** Any number. */
    public static final LockoutPolicy NONE = new LockoutPolicy(0, Duration.ZERO);

    /** Fewer than any ordinary domain allows, where nothing is known. */
    public static final LockoutPolicy CAUTIOUS = new LockoutPolicy(3, Duration.ofMinutes(30));

    private static final long TICKS_PER_MILLI = 10_000;

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** The server's clock, and when it counts, are not ours. */
    private static final Duration MOST_MARGIN = Duration.ofMinutes(1);

    private static final int MARGIN_SHARE = 10;

    /**
     * One less than locks a user out.
     *
     * @param threshold of the domain; null where it cannot be read
     * @param ticks of 100 ns, negative, after the last wrong password the domain counts no more; null where they cannot be read
     */
    public static LockoutPolicy ofDomain(@Nullable Integer threshold, @Nullable Long ticks) {
        if (threshold == null || ticks == null) {
            return CAUTIOUS;
        }
        if (threshold <= 0) {
            return NONE;
        }
        // The least number means that the window never ends.
        Duration told = Duration.ofMillis(ticks / TICKS_PER_MILLI).abs();
        Duration window = told.compareTo(LONGEST) < 0 ? told : LONGEST;
        return new LockoutPolicy(Math.max(1, threshold - 1), window.plus(margin(window)));
    }

    /** The same, whose wrong passwords count no longer than that. */
    public LockoutPolicy within(Duration most) {
        return window.compareTo(most) <= 0 ? this : new LockoutPolicy(attempts, most);
    }

    private static Duration margin(Duration window) {
        Duration part = window.dividedBy(MARGIN_SHARE);
        return part.compareTo(MOST_MARGIN) < 0 ? part : MOST_MARGIN;
    }
}
