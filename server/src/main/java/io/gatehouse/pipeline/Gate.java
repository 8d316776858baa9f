package io.gatehouse.pipeline;

import io.gatehouse.admission.AdmissionQueue;
import io.gatehouse.admission.Refused;
import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.Verdict.Denied;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Where requests come in: they wait in the bounded queue, and a bounded number of workers answers them. A worker runs as long
 * as there is something to do, so that under load a request changes threads once.
 */
public final class Gate {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final AdmissionQueue<Arrival> queue;
    private final CalloutPipeline pipeline;
    private final Scheduler workers;
    private final int maxWorkers;
    private final long budgetNanos;
    private final LongSupplier clock;
    private final CalloutRecorder recorder;
    private final DecisionListener decisions;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();

    Gate(
            CalloutPipeline pipeline,
            PipelineSettings settings,
            Scheduler workers,
            LongSupplier clock,
            CalloutRecorder recorder,
            DecisionListener decisions) {
        this.pipeline = pipeline;
        this.workers = workers;
        this.maxWorkers = settings.workers();
        this.budgetNanos = settings.budget().toNanos();
        this.clock = clock;
        this.recorder = recorder;
        this.decisions = decisions;
        this.queue = new AdmissionQueue<>(settings.queueCapacity(), clock, new GivenUp());
    }

    /** Takes a message that was read at {@code arrivedAt} ({@link System#nanoTime()}); returns at once. */
    public void admit(
            byte[] body,
            @org.jspecify.annotations.Nullable String serverXkey,
            @org.jspecify.annotations.Nullable String replyTo,
            long arrivedAt) {
        recorder.received();
        inFlight.incrementAndGet();
        queue.offer(new Arrival(body, serverXkey, replyTo, arrivedAt, arrivedAt + budgetNanos));
        callWorker();
    }

    /** How many requests wait for a worker. */
    public int waiting() {
        return queue.size();
    }

    /** How many requests were taken in and have come to no end yet. */
    public int inFlight() {
        return inFlight.get();
    }

    private void callWorker() {
        int now = busy.get();
        while (now < maxWorkers) {
            if (busy.compareAndSet(now, now + 1)) {
                workers.schedule(this::work);
                return;
            }
            now = busy.get();
        }
    }

    private void work() {
        try {
            for (Arrival next = queue.poll(); next != null; next = queue.poll()) {
                answer(next);
            }
        } finally {
            busy.decrementAndGet();
        }
        if (queue.size() > 0) {
            callWorker();
        }
    }

    private void answer(Arrival arrival) {
        recorder.waited(clock.getAsLong() - arrival.arrivedAt());
        pipeline.answer(arrival).subscribe(decided -> answered(arrival, decided), error -> dropped(arrival, error));
    }

    private void answered(Arrival arrival, Decided decided) {
        long nanos = clock.getAsLong() - arrival.arrivedAt();
        AuthorizationRequest request = decided.decoded().request();
        Verdict verdict = decided.verdict();
        inFlight.decrementAndGet();
        if (verdict instanceof Denied denied) {
            recorder.denied(denied.reason(), nanos);
        } else {
            recorder.granted(nanos);
        }
        decisions.decided(request, verdict, nanos);
    }

    private void dropped(Arrival arrival, Throwable error) {
        inFlight.decrementAndGet();
        if (error instanceof DroppedException dropped) {
            recorder.dropped(dropped.reason());
            decisions.dropped(dropped.reason(), String.valueOf(dropped.getMessage()));
        } else {
            recorder.dropped(Drop.INTERNAL_ERROR);
            log.error(
                    "A request of {} bytes could not be answered: a mistake in Gatehouse",
                    arrival.body().length,
                    error);
        }
    }

    /** Counts what the queue gives up. */
    private final class GivenUp implements Refused<Arrival> {
        @Override
        public void overflowed(Arrival arrival) {
            giveUp(Drop.QUEUE_FULL, "the queue is full");
        }

        @Override
        public void expired(Arrival arrival) {
            giveUp(Drop.DEADLINE, "the time to answer was over before a worker was free");
        }

        private void giveUp(Drop reason, String detail) {
            inFlight.decrementAndGet();
            recorder.dropped(reason);
            decisions.dropped(reason, detail);
        }
    }
}
