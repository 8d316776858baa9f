package io.gatehouse.pipeline;

import io.gatehouse.admission.AdmissionQueue;
import io.gatehouse.admission.QueueState;
import io.gatehouse.admission.Refused;
import io.gatehouse.admission.ServiceTime;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Where requests come in: they wait in the bounded queue until a worker takes them through the pipeline. */
public final class Gate implements Intake, Disposable {
    /** What all waiting requests may weigh together, in bytes, whatever their number. */
    private static final long MAX_WAITING_BYTES = 32L << 20;

    /** So many requests keep a worker of today's machines busy for some 6 ms. */
    static final int PLENTY_FOR_A_WORKER = 256;

    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final AdmissionQueue<Arrival> queue;
    private final Replies replies;
    private final Workers workers;
    private final Scheduler timer = Schedulers.newSingle("gatehouse-timer", true);
    private final Disposable coreWatch;
    private final CalloutPipeline pipeline;
    private final long budgetNanos;
    private final LongSupplier clock;
    private final CalloutRecorder recorder;
    private final DecisionListener decisions;
    private final Endings endings;
    private final Pending pending;

    Gate(
            PipelineSettings settings,
            PipelineFactory pipeline,
            Replies replies,
            LongSupplier clock,
            CalloutRecorder recorder,
            DecisionListener decisions) {
        this.replies = replies;
        this.queue = new AdmissionQueue<>(
                settings.queueCapacity(),
                MAX_WAITING_BYTES,
                clock,
                new GivenUp(),
                settings.discipline().withMaxWaitAtMost(settings.budget().dividedBy(2)),
                ServiceTime.UNKNOWN);
        boolean oneACore = settings.workers() == PipelineSettings.ONE_A_CORE;
        this.workers = new Workers(
                oneACore ? cores() : settings.workers(), this::answerNext, this::isThereWork, replies::flush);
        this.coreWatch = oneACore ? workers.follow(Gate::cores, timer) : Disposables.disposed();
        this.pending = new Pending(settings.pendingBytes());
        this.pipeline = pipeline.create(pending, workers.scheduler(), timer);
        this.budgetNanos = settings.budget().toNanos();
        this.clock = clock;
        this.recorder = recorder;
        this.decisions = decisions;
        this.endings = new Endings(clock, recorder, decisions);
    }

    /**
     * Takes a message in. One that comes alone, while nothing waits and nobody works, is answered by the thread that brings
     * it: to wake another would cost as much as the answer.
     */
    @Override
    public void take(Envelope message, long arrivedAt, boolean alone) {
        recorder.received();
        if (message.bodyLength() > Open.MAX_BYTES) {
            endings.reject(Drop.TOO_LARGE, null, "the message has " + message.bodyLength() + " bytes");
            return;
        }
        endings.begun();
        Arrival arrival = new Arrival(message, arrivedAt, arrivedAt + budgetNanos);
        if (alone && queue.size() == 0 && workers.isIdle() && !replies.isBackedUp()) {
            answer(arrival);
            replies.flush();
        } else {
            queue.offer(arrival);
            workers.wake();
        }
    }

    /** The requests that wait for a worker. */
    public QueueState queue() {
        return queue;
    }

    @Override
    public boolean isBehind() {
        return queue.newestFirst() || queue.size() >= PLENTY_FOR_A_WORKER * workers.limit();
    }

    @Override
    public int worthTaking(int count) {
        return queue.worthOffering(count);
    }

    @Override
    public void shed(int count) {
        recorder.shed(count);
        decisions.dropped(Drop.SHED, null, count + " requests that had just been read");
    }

    @Override
    public void answersMove() {
        recorder.answersMoved();
        workers.wake();
    }

    /** How many workers there may be at a time. */
    public int workers() {
        return workers.limit();
    }

    /** How many requests wait for a worker. */
    public int waiting() {
        return queue.size();
    }

    /** The requests that wait for a verdict. */
    public PendingState pending() {
        return pending;
    }

    /** How many requests were taken in and have come to no end yet. */
    public int inFlight() {
        return endings.inFlight();
    }

    /** Waits until every request that was taken in has come to an end; false when that takes longer. */
    public boolean awaitIdle(Duration patience) {
        long end = clock.getAsLong() + patience.toNanos();
        while (inFlight() > 0 && end - clock.getAsLong() > 0) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return inFlight() == 0;
    }

    /** Ends the workers, after what they are doing now, and the timer. */
    @Override
    public void dispose() {
        coreWatch.dispose();
        workers.dispose();
        timer.dispose();
    }

    private static int cores() {
        return Math.min(Runtime.getRuntime().availableProcessors(), PipelineSettings.MAX_WORKERS);
    }

    private boolean isThereWork() {
        return queue.size() > 0 && !replies.isBackedUp();
    }

    /** While answers cannot be written, requests wait where the newest can still be chosen, and the oldest let go. */
    private boolean answerNext() {
        Arrival arrival = replies.isBackedUp() ? null : queue.poll();
        if (arrival == null) {
            return false;
        }
        answer(arrival);
        return true;
    }

    private void answer(Arrival arrival) {
        recorder.waited(clock.getAsLong() - arrival.arrivedAt());
        Endings.Ending ending = endings.of(arrival);
        try {
            pipeline.answer(arrival).subscribe(ending);
        } catch (RuntimeException | Error fatal) {
            // Reactor throws what it holds for fatal past every subscriber; the request ends all the same.
            ending.onError(fatal);
        }
    }

    /** Makes the pipeline of a gate. */
    interface PipelineFactory {
        /**
         * Makes one.
         *
         * @param workers where what was waited for comes back to
         * @param timer ends what is waited for too long
         */
        CalloutPipeline create(Pending pending, Scheduler workers, Scheduler timer);
    }

    /** Counts what the queue gives up. */
    private final class GivenUp implements Refused<Arrival> {
        @Override
        public void overflowed(Arrival arrival) {
            endings.dropped(Drop.QUEUE_FULL, "the queue was full, and this was the oldest in it");
        }

        @Override
        public void expired(Arrival arrival) {
            endings.dropped(Drop.DEADLINE, "the time to answer was over before a worker was free");
        }

        @Override
        public void stale(Arrival arrival) {
            endings.dropped(Drop.SHED, "the queue was standing, and it had waited for too long");
        }
    }
}
