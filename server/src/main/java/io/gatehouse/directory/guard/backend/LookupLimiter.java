package io.gatehouse.directory.guard.backend;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.gatehouse.directory.Backend;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many lookups a backend is given at a time: as many as it answers {@link TimedLimit in time}, and no more than it says. One
 * more is not waited for. What it works on at a time anyway it is always given.
 */
final class LookupLimiter {
    /** What it begins with where the backend says nothing, and does not fall below: a storm is there before anything was measured. */
    private static final int INITIAL = 100;

    private static final int LEAST = 10;

    private final SimpleLimiter<@Nullable Void> limiter;
    private final LongSupplier clock;

    /**
     * @param most bounds what the backend says
     * @param aim within which lookups are to be answered
     * @param clock as {@link System#nanoTime()}
     */
    LookupLimiter(Backend backend, int most, Duration aim, LongSupplier clock) {
        this.clock = clock;
        boolean adaptive = backend.lookups() == Backend.ADAPTIVE;
        int bound = adaptive ? most : Math.min(backend.lookups(), most);
        int least = Math.min(Math.max(LEAST, backend.atOnce()), bound);
        int first = adaptive ? Math.min(Math.max(INITIAL, least), bound) : bound;
        Limit limit = new TimedLimit(first, least, bound, aim.toNanos());
        limiter = SimpleLimiter.newBuilder().limit(limit).nanoClock(clock).build();
    }

    /** A place, which must be given back in the end by one of its methods; null when all are taken. */
    @Nullable Place enter() {
        Optional<Limiter.Listener> taken = limiter.acquire(null);
        return taken.isEmpty() ? null : new Place(taken.get(), clock, clock.getAsLong());
    }

    int limit() {
        return limiter.getLimit();
    }

    int inFlight() {
        return limiter.getInflight();
    }

    /** A lookup's own. */
    record Place(Limiter.Listener taken, LongSupplier clock, long begun) {
        /** It was answered, in a time that tells how fast the backend is; none at all tells nothing that could be divided by. */
        void answered() {
            if (clock.getAsLong() - begun > 0) {
                taken.onSuccess();
            } else {
                taken.onIgnore();
            }
        }

        /** It has ended in a time that tells nothing. */
        void leave() {
            taken.onIgnore();
        }

        /** It took too long. */
        void timedOut() {
            taken.onDropped();
        }
    }
}
