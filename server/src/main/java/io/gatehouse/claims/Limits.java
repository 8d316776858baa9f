package io.gatehouse.claims;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a user JWT; -1 is no limit.
 *
 * @param sources address ranges in CIDR notation, empty for any
 * @param times the hours of the day in which the user may be connected, empty for always
 * @param timesLocation an IANA time zone for the hours, null for the server's own
 */
public record Limits(
        long subs,
        long data,
        long payload,
        List<String> sources,
        List<TimeRange> times,
        @Nullable String timesLocation) {
    public static final long NO_LIMIT = -1;
    public static final Limits NONE = new Limits(NO_LIMIT, NO_LIMIT, NO_LIMIT, List.of(), List.of(), null);

    public Limits {
        sources = List.copyOf(sources);
        times = List.copyOf(times);
    }

    /** From {@code start} to {@code end}, each {@code HH:MM:SS}; past midnight when the end is before the start. */
    public record TimeRange(String start, String end) {}
}
