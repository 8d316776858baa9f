package io.gatehouse.directory.guard.backend;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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

    private final LongSupplier clock;
    private final Consumer<Outage> listener;
    private volatile @Nullable Outage outage;
    private volatile boolean failing;

    @GuardedBy("this") private String lastFailure = "";

    /**
     * @param clock of lookups
     * @param listener hears each time that it is opened
     */
    BackendBreaker(String name, GuardSettings settings, LongSupplier clock, Consumer<Outage> listener) {
        this.clock = clock;
        this.listener = listener;
        answered = new AtomicLong(clock.getAsLong());
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

    /** A lookup was answered: true where that tells that the backend is well now. */
    boolean succeeded(LookupOrigin from) {
        answered.accumulateAndGet(from.begun(), (one, other) -> one - other > 0 ? one : other);
        return from.generation() == generation.get() && !isOpen() && count();
    }

    private synchronized boolean count() {
        failing = false;
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        // It may be the lookup by which there are enough of them for a rate.
        tellIfOpen();
        return !isOpen();
    }

    /** Whether a lookup was answered that began after this one. */
    boolean hasAnsweredSince(LookupOrigin from) {
        return answered.get() - from.begun() > 0;
    }

    /**
     * A lookup has failed.
     *
     * @param why without a secret
     */
    synchronized void failed(LookupOrigin from, Throwable error, String why) {
        if (from.generation() == generation.get()) {
            failing = true;
            lastFailure = why;
            breaker.onError(0, TimeUnit.NANOSECONDS, error);
            tellIfOpen();
        }
    }

    /** Opens it, unless a lookup has succeeded since one has failed. */
    synchronized void open(String why) {
        if (failing && !isOpen()) {
            lastFailure = why;
            breaker.transitionToOpenState();
            tellIfOpen();
        }
    }

    @GuardedBy("this") private void tellIfOpen() {
        if (isOpen() && outage == null) {
            Outage begun = new Outage(lastFailure, clock.getAsLong());
            outage = begun;
            listener.accept(begun);
        }
    }

    /** Why the backend fails, as a probe has just told. */
    synchronized void probeFailed(String why) {
        Outage open = outage;
        if (open != null) {
            outage = new Outage(why, open.since);
        }
    }

    /** The backend is well: true when that closes it. The lookups from before count no more then. */
    synchronized boolean close() {
        failing = false;
        if (!isOpen()) {
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
