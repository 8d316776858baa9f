package io.gatehouse.policy.rule;

import java.time.Duration;
import java.util.Comparator;

/**
 * How long a session lasts: a random time from {@code longest} down to {@code jitter} percent less. The shorter comes first,
 * and of two that are equally long the one that varies more.
 *
 * @param jitter from 0 to {@link #MOST_JITTER}
 */
public record SessionLength(Duration longest, int jitter) implements Comparable<SessionLength> {
    /** The most that a session may vary, in percent. */
    public static final int MOST_JITTER = 90;

    private static final Comparator<SessionLength> ORDER = Comparator.comparing(SessionLength::longest)
            .thenComparing(SessionLength::jitter, Comparator.reverseOrder());

    /** @throws IllegalArgumentException when it varies by less than nothing or by more than it may */
    public SessionLength {
        if (jitter < 0 || jitter > MOST_JITTER) {
            throw new IllegalArgumentException("a session varies by 0 to " + MOST_JITTER + " percent");
        }
    }

    @Override
    public int compareTo(SessionLength other) {
        return ORDER.compare(this, other);
    }
}
