package io.gatehouse.pipeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.crypto.Nkey;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Remembers the user nkeys of recent requests, each of which nats-server makes for one request only. Two generations of
 * fingerprints: the older is forgotten when the newer is old or full, so memory is bounded, and a request is remembered for
 * at least a generation's age, unless more come in that time than a generation holds. A replay that is forgotten does no
 * harm: its answer is for a user nkey whose connection is gone, and readable by that server only.
 */
public final class ReplayGuard {
    /** Requests that a generation holds; both generations take 4 MiB. */
    private static final int CAPACITY = 128 * 1024;

    private final int capacity;
    private final long generationNanos;
    private final LongSupplier clock;

    @GuardedBy("this") private Fingerprints newer;

    @GuardedBy("this") private Fingerprints older;

    @GuardedBy("this") private long newerSince;

    /**
     * @param capacity how many requests a generation holds, a power of two; each takes 16 bytes
     * @param generationNanos how long a generation takes new ones
     */
    public ReplayGuard(int capacity, long generationNanos, LongSupplier clock) {
        this.capacity = capacity;
        this.generationNanos = generationNanos;
        this.clock = clock;
        this.newer = new Fingerprints(capacity);
        this.older = new Fingerprints(capacity);
        this.newerSince = clock.getAsLong();
    }

    /** A request is taken until its budget and the clock drift are over, and remembered for longer than that. */
    static ReplayGuard of(PipelineSettings settings, LongSupplier clock) {
        Duration taken = settings.budget().plus(settings.clockDrift());
        return new ReplayGuard(CAPACITY, taken.multipliedBy(2).toNanos(), clock);
    }

    /** Whether this user nkey was not seen before; it is remembered now. */
    synchronized boolean firstSight(Nkey userNkey) {
        turnOver();
        long fingerprint = userNkey.fingerprint();
        return !older.contains(fingerprint) && newer.add(fingerprint);
    }

    @GuardedBy("this") private void turnOver() {
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
