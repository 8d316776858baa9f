package io.gatehouse.pipeline;

import io.gatehouse.crypto.Nkey;
import java.util.function.LongSupplier;

/**
 * Remembers the user nkeys of recent requests, each of which nats-server makes for one request only. Two generations of
 * fingerprints: the older is forgotten when the newer is old or full, so memory is bounded, and a request is remembered for
 * at least a generation's age, unless more come in that time than a generation holds. A replay that is forgotten does no
 * harm: its answer is for a user nkey whose connection is gone, and readable by that server only.
 */
final class ReplayGuard {
    private final int capacity;
    private final long generationNanos;
    private final LongSupplier clock;
    private Fingerprints newer;
    private Fingerprints older;
    private long newerSince;

    /**
     * @param capacity how many requests a generation holds, a power of two; each takes 16 bytes
     * @param generationNanos how long a generation takes new ones
     */
    ReplayGuard(int capacity, long generationNanos, LongSupplier clock) {
        this.capacity = capacity;
        this.generationNanos = generationNanos;
        this.clock = clock;
        this.newer = new Fingerprints(capacity);
        this.older = new Fingerprints(capacity);
        this.newerSince = clock.getAsLong();
    }

    /** Whether this user nkey was not seen before; it is remembered now. */
    synchronized boolean firstSight(Nkey userNkey) {
        turnOver();
        long fingerprint = userNkey.fingerprint();
        return !older.contains(fingerprint) && newer.add(fingerprint);
    }

    private void turnOver() {
        long now = clock.getAsLong();
        if (newer.size() == capacity || now - newerSince >= generationNanos) {
            Fingerprints emptied = older;
            emptied.clear();
            older = newer;
            newer = emptied;
            newerSince = now;
        }
    }
}
