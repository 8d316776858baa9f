package io.gatehouse.directory.guard.backend;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether lookups are begun. Lookups that fail open it, and nothing but {@link #close} closes it: time alone does not, so that no
 * login is spent on finding out whether the backend is there again.
 */
final class BackendBreaker {
    /** The library would let lookups through after it. */
    private static final Duration NEVER = Duration.ofDays(10_000);

    private final CircuitBreaker breaker;
    private final AtomicLong generation = new AtomicLong();
    /** When the latest of the lookups began that were answered. */
    private final AtomicLong answered;

    private volatile @Nullable Outage outage;
    private volatile boolean failing;

    /** @param now by the clock of lookups */
    BackendBreaker(String name, GuardSettings settings, long now) {
        answered = new AtomicLong(now);
        breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(settings.failureRate())
                        .slidingWindow(settings.window(), settings.minimum(), SlidingWindowType.COUNT_BASED)
                        .waitDurationInOpenState(NEVER)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    boolean isOpen() {
        return breaker.getState() != State.CLOSED;
    }

    /** What it is open for; null while it is closed. */
    @Nullable Outage outage() {
        return outage;
    }

    /** Whether a lookup has failed, and since then neither was one answered nor were the probes. */
    boolean isFailing() {
        return failing;
    }

    /** Of a lookup that begins now: what comes of it counts until the breaker is opened and closed again. */
    long generation() {
        return generation.get();
    }

    /** A lookup was answered: whether that counts. */
    boolean succeeded(LookupOrigin from) {
        boolean counts = from.generation() == generation.get() && !isOpen();
        answered.accumulateAndGet(from.begun(), (one, other) -> one - other > 0 ? one : other);
        if (counts) {
            failing = false;
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
        return counts;
    }

    /** Whether a lookup was answered that began after this one. */
    boolean hasAnsweredSince(LookupOrigin from) {
        return answered.get() - from.begun() > 0;
    }

    /**
     * A lookup has failed.
     *
     * @return what it was opened for by that; null when it was not
     */
    synchronized @Nullable Outage failed(LookupOrigin from, Throwable error, String why, long now) {
        if (from.generation() != generation.get()) {
            return null;
        }
        failing = true;
        breaker.onError(0, TimeUnit.NANOSECONDS, error);
        return isOpen() ? opened(why, now) : null;
    }

    /** Opens it, unless a lookup has succeeded since one has failed: what it is open for; null when it is not opened by that. */
    synchronized @Nullable Outage open(String why, long now) {
        if (!failing || isOpen()) {
            return null;
        }
        breaker.transitionToOpenState();
        return opened(why, now);
    }

    private @Nullable Outage opened(String why, long now) {
        if (outage != null) {
            return null;
        }
        Outage begun = new Outage(why, now);
        outage = begun;
        return begun;
    }

    /** The backend is well: true when that closes it. The lookups from before count no more then. */
    synchronized boolean close() {
        failing = false;
        if (outage == null) {
            return false;
        }
        generation.incrementAndGet();
        outage = null;
        breaker.transitionToClosedState();
        return true;
    }

    /**
     * The time in which it is open.
     *
     * @param why without a secret
     * @param since by the clock of lookups
     */
    record Outage(String why, long since) {}
}
