package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Authorization;
import io.gatehouse.spans.LoginTrace;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;

/** Makes the {@link Decision} that a request ends with, and tells it. Each that was taken in ends once, whatever happens. */
final class Endings {
    private static final Logger log = LoggerFactory.getLogger(Endings.class);
    private static final long ONE_SECOND_NANOS = 1_000_000_000;

    /** Nothing is known of what is dropped unread but the reason, so that a storm of such drops allocates nothing. */
    private static final Map<Drop, Decision> UNREAD = unread();

    private final LongSupplier clock;
    private final DecisionListener listener;
    private final AtomicLong lastMistake;
    private final AtomicInteger inFlight = new AtomicInteger();

    Endings(LongSupplier clock, DecisionListener listener) {
        this.clock = clock;
        this.listener = listener;
        this.lastMistake = new AtomicLong(clock.getAsLong() - ONE_SECOND_NANOS);
    }

    private static Map<Drop, Decision> unread() {
        Map<Drop, Decision> decisions = new EnumMap<>(Drop.class);
        for (Drop drop : Drop.values()) {
            decisions.put(drop, Decision.unread(drop));
        }
        return decisions;
    }

    /** A request was taken in. */
    void taken() {
        inFlight.incrementAndGet();
    }

    /** How many requests were taken in and have come to no end yet. */
    int inFlight() {
        return inFlight.get();
    }

    /** Hears how a request ends that the pipeline works on from now on. */
    Ending of(Arrival arrival) {
        return new Ending(arrival.arrivedAt(), clock.getAsLong(), arrival.trace());
    }

    /** A request that was taken in ends unread. */
    void dropped(Drop reason) {
        try {
            reject(reason, 1);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /** Messages that were never taken in. */
    void reject(Drop reason, int messages) {
        listener.onDecision(Objects.requireNonNull(UNREAD.get(reason)), messages);
    }

    /** A bug that every request of a storm meets must not drown the log in stack traces. */
    private void logOnceASecond(Throwable error) {
        long now = clock.getAsLong();
        long last = lastMistake.get();
        if (now - last >= ONE_SECOND_NANOS && lastMistake.compareAndSet(last, now)) {
            log.error("A request could not be answered: a bug in Gatehouse", error);
        }
    }

    /** How one request ends: the first that is heard counts. */
    final class Ending implements CoreSubscriber<Signed> {
        private final long arrivedAt;
        private final long takenAt;
        private final @Nullable LoginTrace trace;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Ending(long arrivedAt, long takenAt, @Nullable LoginTrace trace) {
            this.arrivedAt = arrivedAt;
            this.takenAt = takenAt;
            this.trace = trace;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Signed signed) {
            Exchange exchange = signed.exchange();
            end(signed.request(), signed.authorization(), null, exchange.configuration());
        }

        @Override
        public void onError(Throwable error) {
            DroppedException dropped = DroppedException.of(null, error);
            end(dropped.request(), dropped.authorization(), dropped.getCause(), "");
        }

        @Override
        public void onComplete() {
            if (!ended.get()) {
                onError(new DroppedException(Drop.UNDECIDED, "the request ended without a verdict"));
            }
        }

        private void end(
                @Nullable AuthorizationRequest request,
                Authorization authorization,
                @Nullable Throwable mistake,
                String configuration) {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            try {
                Decision decision =
                        new Decision(request, authorization, arrivedAt, takenAt, clock.getAsLong(), configuration);
                listener.onDecision(decision, 1);
                if (trace != null) {
                    listener.onTraced(decision, trace);
                }
                if (mistake != null) {
                    logOnceASecond(mistake);
                }
            } catch (RuntimeException e) {
                logOnceASecond(e);
            } finally {
                // Last, so that who waits for the gate to be idle finds everything counted and told.
                inFlight.decrementAndGet();
            }
        }
    }
}
