package io.gatehouse.transport;

import java.time.Duration;

/**
 * Detects that a server sends nothing any more: a read that waits for longer than some pings are apart, each of which the
 * server would have answered. What counts is that we wait for bytes: while we do something else, nobody is silent.
 */
final class Silence {
    private final long patienceNanos;
    private long seen;
    private long since;

    Silence(Duration patience, long now) {
        this.patienceNanos = patience.toNanos();
        this.since = now;
    }

    /**
     * Looks, often.
     *
     * @param reads changes at the beginning and at the end of each read; odd in between
     * @param now nanoseconds
     */
    boolean isTooLong(long reads, long now) {
        if (reads != seen || (reads & 1) == 0) {
            seen = reads;
            since = now;
        }
        return now - since > patienceNanos;
    }
}
