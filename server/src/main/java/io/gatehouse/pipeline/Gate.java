package io.gatehouse.pipeline;

import io.gatehouse.admission.AdmissionQueue;
import io.gatehouse.admission.QueueState;
import io.gatehouse.admission.ServiceTime;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.pipeline.message.Intake;
import io.gatehouse.pipeline.message.MessageBatch;
import io.gatehouse.pipeline.message.Replies;
import io.gatehouse.spans.LoginTrace;
import io.gatehouse.spans.TraceSampler;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    private final DecisionListener listener;
    private final Endings endings;
    private final @Nullable Function<Decision, CompletableFuture<Void>> recorder;
    private final Pending pending;
    private final TraceSampler sampler;

    /**
     * @param snapshot the one in use, asked once for each request
     * @param replies the way back to nats-server
     */
    public Gate(PipelineSettings settings, Supplier<Snapshot> snapshot, Replies replies, DecisionListener listener) {
        this(settings, snapshot, replies, listener, null);
    }

    /**
     * The same where no answer may be sent before it is recorded.
     *
     * @param recorder begins to record a decision, and never blocks; what it returns ends when that is done, or cannot be done. Null
     *     where nothing must be recorded first
     */
    public Gate(
            PipelineSettings settings,
            Supplier<Snapshot> snapshot,
            Replies replies,
            DecisionListener listener,
            @Nullable Function<Decision, CompletableFuture<Void>> recorder) {
        this(settings, snapshot, replies, listener, recorder, TraceSampler.NONE);
    }

    /**
     * The same where some logins are traced.
     *
     * @param sampler chooses them, when a worker takes them
     */
    public Gate(
            PipelineSettings settings,
            Supplier<Snapshot> snapshot,
            Replies replies,
            DecisionListener listener,
            @Nullable Function<Decision, CompletableFuture<Void>> recorder,
            TraceSampler sampler) {
        this(
                settings,
                snapshot,
                replies,
                listener,
                System::nanoTime,
                ReplayGuard.of(settings, System::nanoTime),
                Clock.systemUTC(),
                recorder,
                sampler);
    }

    /** The same with another clock and another guard against replays. */
    public Gate(
            PipelineSettings settings,
            Supplier<Snapshot> snapshot,
            Replies replies,
            DecisionListener listener,
            LongSupplier clock,
            ReplayGuard replays) {
        this(settings, snapshot, replies, listener, clock, replays, Clock.systemUTC());
    }

    /** The same where some logins are traced. */
    public Gate(
            PipelineSettings settings,
            Supplier<Snapshot> snapshot,
            Replies replies,
            DecisionListener listener,
            LongSupplier clock,
            ReplayGuard replays,
            TraceSampler sampler) {
        this(settings, snapshot, replies, listener, clock, replays, Clock.systemUTC(), null, sampler);
    }

    /** The same with another time of day, by which requests are valid and answers are issued. */
    public Gate(
            PipelineSettings settings,
            Supplier<Snapshot> snapshot,
            Replies replies,
            DecisionListener listener,
            LongSupplier clock,
            ReplayGuard replays,
            Clock utc) {
        this(settings, snapshot, replies, listener, clock, replays, utc, null, TraceSampler.NONE);
    }

    private Gate(
            PipelineSettings settings,
            Supplier<Snapshot> snapshot,
            Replies replies,
            DecisionListener listener,
            LongSupplier clock,
            ReplayGuard replays,
            Clock utc,
            @Nullable Function<Decision, CompletableFuture<Void>> recorder,
            TraceSampler sampler) {
        this.recorder = recorder;
        this.sampler = sampler;
        this.replies = replies;
        this.clock = clock;
        this.listener = listener;
        this.endings = new Endings(clock, listener);
        this.budgetNanos = settings.budget().toNanos();
        this.queue = new AdmissionQueue<>(
                settings.queueCapacity(),
                MAX_WAITING_BYTES,
                clock,
                (arrival, reason) -> endings.dropped(reason),
                settings.discipline().withMaxWaitAtMost(settings.budget().dividedBy(2)),
                ServiceTime.UNKNOWN);
        boolean oneACore = settings.workers() == PipelineSettings.ONE_A_CORE;
        this.workers = new Workers(
                oneACore ? cores() : settings.workers(), this::answerNext, this::isThereWork, replies::flush);
        this.coreWatch = oneACore ? workers.follow(Gate::cores, timer) : Disposables.disposed();
        this.pending = new Pending(settings.pendingBytes());
        this.pipeline = pipeline(settings, snapshot, replays, utc);
    }

    private CalloutPipeline pipeline(
            PipelineSettings settings, Supplier<Snapshot> snapshot, ReplayGuard replays, Clock utc) {
        Admit admit = new Admit(clock);
        RequestDecoder decoder = new RequestDecoder(Ed25519.fastest(), utc, settings.clockDrift());
        return new CalloutPipeline(
                sampler.isOn(),
                admit,
                new Open(snapshot),
                new Decode(decoder, replays, settings.signatures()),
                new Authorize(pending, workers.scheduler(), timer, clock),
                new Sign(admit, replies::maxPayload, utc),
                new Seal(),
                recorder == null ? null : new Keep(recorder, admit, workers.scheduler(), timer, clock),
                new Reply(admit, replies));
    }

    @Override
    public boolean take(MessageBatch batch) {
        int size = batch.size();
        int permitted = queue.permits(size);
        listener.onReceived(size);
        if (permitted < size) {
            endings.reject(Drop.SHED, size - permitted);
        }
        for (int place = size - permitted; place < size; place++) {
            boolean alone = place == size - 1 && batch.isAllThatWasRead();
            take(batch.message(place), batch.readAt(), alone);
        }
        return isBehind();
    }

    /**
     * Takes a message in. One that comes alone, while nothing waits and nobody works, is answered by the thread that brings
     * it: to wake another would cost as much as the answer.
     */
    private void take(Envelope message, long readAt, boolean alone) {
        if (message.bodyLength() > Open.MAX_BYTES) {
            endings.reject(Drop.TOO_LARGE, 1);
            return;
        }
        endings.taken();
        Arrival arrival = new Arrival(message, readAt, readAt + budgetNanos);
        if (alone && queue.size() == 0 && workers.isIdle() && replies.isWritable()) {
            answer(arrival);
            replies.flush();
        } else {
            queue.offer(arrival);
            workers.wake();
        }
    }

    private boolean isBehind() {
        return queue.newestFirst() || queue.size() >= PLENTY_FOR_A_WORKER * workers.limit();
    }

    @Override
    public void onWritable() {
        listener.onWritable();
        workers.wake();
    }

    /** The requests that wait for a worker. */
    public QueueState queue() {
        return queue;
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
        return queue.size() > 0 && replies.isWritable();
    }

    /** While answers cannot be written, requests wait where the newest can still be chosen, and the oldest let go. */
    private boolean answerNext() {
        Arrival arrival = replies.isWritable() ? queue.poll() : null;
        if (arrival == null) {
            return false;
        }
        answer(arrival);
        return true;
    }

    private void answer(Arrival taken) {
        LoginTrace trace = sampler.begin();
        Arrival arrival = trace == null ? taken : taken.traced(trace);
        Endings.Ending ending = endings.of(arrival);
        try {
            pipeline.answer(arrival).subscribe(ending);
        } catch (RuntimeException | Error fatal) {
            // Reactor throws what it holds for fatal past every subscriber; the request ends all the same.
            ending.onError(fatal);
        }
    }
}
