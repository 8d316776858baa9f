package io.gatehouse.load.clients.engine;

import org.HdrHistogram.Histogram;

/**
 * What a group has seen of an outage; times of {@link System#nanoTime}.
 *
 * @param firstDrop when the first client lost its connection; {@link #NEVER} when none did
 * @param firstGreeting when a server first greeted a client again
 * @param firstBack when the first client was in again
 * @param lastBack when the last one was
 * @param backMillis how long each client was out, in milliseconds
 */
public record Outage(long firstDrop, long firstGreeting, long firstBack, long lastBack, Histogram backMillis) {
    /** The time of an event that has not happened. */
    public static final long NEVER = Long.MAX_VALUE;

    /** An hour. */
    static final long LONGEST_MILLIS = 3_600_000;

    static final int DIGITS = 3;

    /** The outage as two groups have seen it. */
    public Outage plus(Outage other) {
        Histogram both = backMillis.copy();
        both.add(other.backMillis);
        return new Outage(
                Math.min(firstDrop, other.firstDrop),
                Math.min(firstGreeting, other.firstGreeting),
                Math.min(firstBack, other.firstBack),
                latest(lastBack, other.lastBack),
                both);
    }

    private static long latest(long one, long other) {
        if (one == NEVER || other == NEVER) {
            return Math.min(one, other);
        }
        return Math.max(one, other);
    }

    /** No outage. */
    public static Outage none() {
        return new Outage(NEVER, NEVER, NEVER, NEVER, new Histogram(LONGEST_MILLIS, DIGITS));
    }

    /** How long a percentage of the clients was out at most, in milliseconds; NaN when none came back. */
    public double outMillis(double percentile) {
        return backMillis.getTotalCount() == 0 ? Double.NaN : backMillis.getValueAtPercentile(percentile);
    }

    /** A time as milliseconds after the first client was dropped; NaN when either has not happened. */
    public double millisAfterFirstDrop(long nanos) {
        return nanos == NEVER || firstDrop == NEVER ? Double.NaN : (nanos - firstDrop) / 1e6;
    }
}
