package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.Verdict.Denied;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;

/** Counts and tells how requests end. Each that was taken in ends once, whatever happens to it. */
final class Endings {
    private static final Logger log = LoggerFactory.getLogger(Endings.class);
    private static final long ONE_SECOND_NANOS = 1_000_000_000;

    private final LongSupplier clock;
    private final CalloutRecorder recorder;
    private final DecisionListener decisions;
    private final AtomicLong lastMistake;
    private final AtomicInteger inFlight = new AtomicInteger();

    Endings(LongSupplier clock, CalloutRecorder recorder, DecisionListener decisions) {
        this.clock = clock;
        this.recorder = recorder;
        this.decisions = decisions;
        this.lastMistake = new AtomicLong(clock.getAsLong() - ONE_SECOND_NANOS);
    }

    /** A request was taken in. */
    void begun() {
        inFlight.incrementAndGet();
    }

    /** How many requests were taken in and have come to no end yet. */
    int inFlight() {
        return inFlight.get();
    }

    /** Hears how a request ends that the pipeline works on. */
    Ending of(Arrival arrival) {
        return new Ending(arrival.arrivedAt());
    }

    /** A request that was taken in ends unread. */
    void dropped(Drop reason, String detail) {
        try {
            reject(reason, null, detail);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /** A message that was never taken in. */
    void reject(Drop reason, @Nullable AuthorizationRequest request, String detail) {
        recorder.dropped(reason);
        decisions.dropped(reason, request, detail);
    }

    private void answered(Decided decided, long nanos) {
        Verdict verdict = decided.verdict();
        if (verdict instanceof Denied denied) {
            recorder.denied(denied.reason(), nanos);
        } else {
            recorder.granted(nanos);
        }
        decisions.decided(decided.request(), verdict, nanos);
    }

    private void dropped(DroppedException dropped) {
        reject(dropped.reason(), dropped.request(), String.valueOf(dropped.getMessage()));
        if (dropped.getCause() != null) {
            logOnceASecond(dropped.getCause());
        }
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
    final class Ending implements CoreSubscriber<Decided> {
        private final long arrivedAt;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Ending(long arrivedAt) {
            this.arrivedAt = arrivedAt;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Decided decided) {
            if (ended.compareAndSet(false, true)) {
                try {
                    answered(decided, clock.getAsLong() - arrivedAt);
                } catch (RuntimeException e) {
                    logOnceASecond(e);
                } finally {
                    // Last, so that who waits for the gate to be idle finds everything counted and told.
                    inFlight.decrementAndGet();
                }
            }
        }

        @Override
        public void onError(Throwable error) {
            if (ended.compareAndSet(false, true)) {
                try {
                    dropped(
                            error instanceof DroppedException dropped
                                    ? dropped
                                    : DroppedException.internalError(null, error));
                } catch (RuntimeException e) {
                    logOnceASecond(e);
                } finally {
                    inFlight.decrementAndGet();
                }
            }
        }

        @Override
        public void onComplete() {
            if (!ended.get()) {
                onError(new DroppedException(Drop.UNDECIDED, "the request ended without a verdict"));
            }
        }
    }
}
