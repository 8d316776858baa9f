package io.gatehouse.revocation;

import io.gatehouse.sessions.Coverage;
import java.time.Duration;

/**
 * How many servers there are. One that has just been started knows none of the others until their routes are there, and tells of itself
 * alone: for a while after each connection as many are expected as were known before. Used by one thread.
 */
final class ExpectedServers {
    /** Routes and gateways are made again within seconds. */
    static final Duration SETTLING = Duration.ofMinutes(2);

    private int known;
    private long connectedAt;

    /** @param now in {@link System#nanoTime()} */
    void connected(long now) {
        connectedAt = now;
    }

    /**
     * What servers have told of their number, held against what was known of it. Where none has told, as while the one that this instance is
     * connected to hangs, nothing else is known than before.
     *
     * @param now in {@link System#nanoTime()}
     */
    Coverage expected(Coverage told, long now) {
        boolean mayBeFewer = isSettled(now) && told.servers() > 0;
        known = mayBeFewer ? told.servers() : Math.max(known, told.servers());
        return new Coverage(told.answered(), known);
    }

    /**
     * Whether each server has told, held against what was known of their number, which stays as it is.
     *
     * @param now in {@link System#nanoTime()}
     */
    boolean isWhole(Coverage told, long now) {
        return told.isWhole() && (isSettled(now) || told.answered() >= known);
    }

    private boolean isSettled(long now) {
        return now - connectedAt > SETTLING.toNanos();
    }
}
