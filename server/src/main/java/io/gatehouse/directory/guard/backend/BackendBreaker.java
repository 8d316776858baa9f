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
    private volatile @Nullable Outage outage;
    private volatile boolean failing;

    BackendBreaker(String name, GuardSettings settings) {
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

    /** Whether the lookup that has ended last has failed. */
    boolean isFailing() {
        return failing;
    }

    /** Of a lookup that begins now: what comes of it counts until the breaker is opened and closed again. */
    long generation() {
        return generation.get();
    }

    /** A lookup was answered: whether that counts. */
    boolean succeeded(long of) {
        boolean counts = of == generation.get() && !isOpen();
        if (counts) {
            failing = false;
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
        return counts;
    }

    /**
     * A lookup has failed.
     *
     * @return what it was opened for by that; null when it was not
     */
    synchronized @Nullable Outage failed(long of, Throwable error, String why, long now) {
        if (of != generation.get()) {
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

    /** Closes it: what it was open for; null when it was not. The lookups from before count no more. */
    synchronized @Nullable Outage close() {
        Outage ended = outage;
        if (ended == null) {
            return null;
        }
        generation.incrementAndGet();
        failing = false;
        outage = null;
        breaker.transitionToClosedState();
        return ended;
    }

    /**
     * The time in which it is open.
     *
     * @param why without a secret
     * @param since by the clock of lookups
     */
    record Outage(String why, long since) {}
}
