package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many wrong passwords of one user are passed on to the servers.
 *
 * @param attempts in a row; 0 for any number
 * @param window after the last of them they count no more
 */
record LockoutPolicy(int attempts, Duration window) {
    /** Any number. */
    static final LockoutPolicy NONE = new LockoutPolicy(0, Duration.ZERO);

    /** Fewer than any ordinary domain allows, where nothing is known. */
    static final LockoutPolicy CAUTIOUS = new LockoutPolicy(3, Duration.ofMinutes(30));

    /** Of the entry of a domain. */
    static final Set<String> ATTRIBUTES = Set.of("lockoutThreshold", "lockOutObservationWindow");

    private static final long TICKS_PER_MILLI = 10_000;

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** The server's clock, and when it counts, are not ours. */
    private static final Duration MOST_MARGIN = Duration.ofMinutes(1);

    private static final int MARGIN_SHARE = 10;

    /** One less than locks a user out, by the entry of the domain; null for an entry that cannot be read. */
    static LockoutPolicy ofDomain(@Nullable SearchResultEntry domain) {
        Integer threshold = domain == null ? null : domain.getAttributeValueAsInteger("lockoutThreshold");
        Long ticks = domain == null ? null : domain.getAttributeValueAsLong("lockOutObservationWindow");
        if (threshold == null || ticks == null) {
            return CAUTIOUS;
        }
        if (threshold <= 0) {
            return NONE;
        }
        // A negative number of 100 ns, of which the least means that it never ends.
        Duration told = Duration.ofMillis(ticks / TICKS_PER_MILLI).abs();
        Duration window = told.compareTo(LONGEST) < 0 ? told : LONGEST;
        return new LockoutPolicy(Math.max(1, threshold - 1), window.plus(margin(window)));
    }

    private static Duration margin(Duration window) {
        Duration part = window.dividedBy(MARGIN_SHARE);
        return part.compareTo(MOST_MARGIN) < 0 ? part : MOST_MARGIN;
    }
}
