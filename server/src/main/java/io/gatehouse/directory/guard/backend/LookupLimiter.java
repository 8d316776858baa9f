package io.gatehouse.directory.guard.backend;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.gatehouse.directory.Backend;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many lookups a backend is given at a time: as many as it says, or as many as it answers without getting slower. One more is not
 * waited for.
 *
 * <p>The latter grows and shrinks with the time that answers take, over the last of them ({@code now}) and over many ({@code
 * usual}): {@code limit = limit * max(0.5, min(1, 1.5 * usual / now)) + 4}, smoothed. It stays as it is while less than half of it
 * is used.
 */
final class LookupLimiter {
    /** What an adaptive limit begins with, and does not fall below: a storm of logins is there before anything was measured. */
    private static final int INITIAL = 100;

    private static final int LEAST = 10;

    private final SimpleLimiter<@Nullable Void> limiter;
    private final LongSupplier clock;

    /**
     * @param most bounds what the backend says
     * @param clock as {@link System#nanoTime()}
     */
    LookupLimiter(Backend backend, int most, LongSupplier clock) {
        this.clock = clock;
        Limit limit = backend.lookups() == Backend.ADAPTIVE
                ? Gradient2Limit.newBuilder()
                        .initialLimit(Math.min(INITIAL, most))
                        .minLimit(Math.min(LEAST, most))
                        .maxConcurrency(most)
                        .build()
                : FixedLimit.of(Math.min(backend.lookups(), most));
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
