package io.gatehouse.warmup;

import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.Gate;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.pipeline.ReplayGuard;
import io.gatehouse.pipeline.Snapshot;
import io.gatehouse.pipeline.message.Unpacked;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Answers made-up requests of a simulated server before the first real one comes, so that the just-in-time compiler has seen
 * the whole way of a request: a cold JVM takes five times as long for an answer, and a storm does not wait. Every now and then
 * more come than can be answered, since code that was compiled without a storm is thrown away in the first one. Nothing of
 * it is sent, counted or logged, and no key of ours takes part.
 */
public final class Warmup {
    /** Alternating requests: the guard against replays has forgotten the first when it comes again. */
    private static final int REQUESTS = 16;
    /** After so many answers the code is as fast as it gets. */
    private static final int ENOUGH = 20_000;
    /** So many times a few come at a time before the next storm. */
    private static final int CALM = 16;
    /** What a storm brings in one go: as much as a large read. */
    private static final int FLOOD = 4 * REQUESTS;
    /** What may wait: a flood leaves some of the one before it, and the next finds no room. */
    private static final int CAPACITY = 3 * FLOOD / 2;
    /** What is answered between two floods. */
    private static final int SOME = 4;

    /**
     * What a storm has to drop, or has brought before; and what rules may leave without an answer: a simulated login has no
     * certificate, names no account and comes from nowhere, so that others get one.
     */
    private static final Set<Drop> EXPECTED = EnumSet.of(
            Drop.QUEUE_FULL,
            Drop.SHED,
            Drop.DEADLINE,
            Drop.REPLAYED,
            Drop.ACCOUNT_UNKNOWN,
            Drop.ACCOUNT_NOT_ALLOWED,
            Drop.SCOPE_CONFLICT,
            Drop.RULES_CONFLICT,
            Drop.TEMPLATE_MISMATCH,
            Drop.LEFT_TO_OTHERS);

    private static final Duration MOMENT = QueueDiscipline.MIN;
    private static final Duration LONGEST = MOMENT.multipliedBy(4);
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final long LOOK_AGAIN_NANOS = 20_000;

    private final Duration time;
    private final List<Unpacked> requests;
    private final List<List<Unpacked>> few;
    private final List<Unpacked> flood;
    private final WarmupProbe probe;
    private final LoopbackTransport transport;
    private final Gate gate;
    /** How far the gate's clock is ahead of ours, so that a queue is standing without anybody waiting. */
    private final AtomicLong ahead = new AtomicLong();

    private long begin;

    private Warmup(PipelineSettings settings, WarmupTarget target, LoopbackTransport transport, WarmupProbe probe) {
        this.time = settings.warmup();
        this.transport = transport;
        this.probe = probe;
        SimulatedServer server = new SimulatedServer(target.xkey(), WarmupTarget.SUBJECT);
        this.requests = IntStream.range(0, REQUESTS)
                .mapToObj(number -> server.ask(number, "warmup-" + number, "warmup"))
                .toList();
        this.few = List.of(
                requests.subList(0, 8), requests.subList(8, 16), requests.subList(0, 5), requests.subList(5, 16));
        this.flood = Collections.nCopies(FLOOD / REQUESTS, requests).stream()
                .flatMap(List::stream)
                .toList();
        Snapshot snapshot = target.snapshot();
        this.gate = new Gate(
                quicklyFull(settings),
                () -> snapshot,
                transport,
                probe.listener(),
                this::now,
                new ReplayGuard(2, MOMENT.toNanos() / 10, System::nanoTime));
    }

    /**
     * Warms up for as long as the settings say, or until it is of no more use.
     *
     * @param transport brings the requests and takes the answers
     * @return how many requests were answered
     * @throws IllegalStateException when one was not, and no storm was to blame: something is broken that no real request
     *     should meet
     */
    public static long run(
            PipelineSettings settings, WarmupTarget target, LoopbackTransport transport, WarmupProbe probe) {
        if (settings.warmup().isZero()) {
            return 0;
        }
        Warmup warmup = new Warmup(settings, target, transport, probe);
        try {
            return warmup.run();
        } finally {
            warmup.gate.dispose();
        }
    }

    /** A queue that a flood fills, and that stands after a moment. */
    private static PipelineSettings quicklyFull(PipelineSettings settings) {
        return new PipelineSettings(
                PipelineSettings.DEFAULT_BUDGET,
                settings.clockDrift(),
                1,
                CAPACITY,
                new QueueDiscipline(settings.discipline().adaptiveLifo(), MOMENT, MOMENT, LONGEST),
                settings.signatures(),
                settings.warmup(),
                settings.pendingBytes());
    }

    private long run() {
        transport.open(gate);
        begin = System.nanoTime();
        while (!isOver()) {
            oneByOne();
            someAtATime();
            storm();
            check();
        }
        return probe.answers();
    }

    private boolean isOver() {
        return probe.answers() >= ENOUGH || System.nanoTime() - begin >= time.toNanos();
    }

    /** As an idle instance gets them, each answered by the thread that brings it. */
    private void oneByOne() {
        for (int i = 0; i < REQUESTS && !isOver(); i++) {
            transport.bring(List.of(requests.get(i)));
        }
    }

    /** What workers have to do, but no more than they can. */
    private void someAtATime() {
        for (int i = 0; i < CALM && !isOver(); i++) {
            transport.bring(few.get(i % few.size()));
            await(() -> gate.waiting() < REQUESTS);
        }
        await(() -> gate.inFlight() == 0);
    }

    /** More than can be answered: the queue is standing, the newest go first, and in the end the oldest are too old. */
    private void storm() {
        transport.letThrough(0);
        transport.bring(flood);
        answerAfter(MOMENT, 1);
        transport.bring(flood);
        answerAfter(LONGEST.minus(MOMENT), SOME);
        transport.bring(flood);
        answerAfter(MOMENT, SOME);
        transport.bring(flood);
        answerAfter(LONGEST, LoopbackTransport.ALL);
        await(() -> gate.inFlight() == 0);
        ahead.set(0);
    }

    private void answerAfter(Duration wait, int answers) {
        ahead.addAndGet(wait.toNanos());
        transport.letThrough(answers);
        gate.onWritable();
        await(() -> !transport.isWritable() || gate.waiting() == 0);
    }

    private long now() {
        return System.nanoTime() + ahead.get();
    }

    private void check() {
        for (Drop drop : Drop.values()) {
            if (!EXPECTED.contains(drop) && probe.drops(drop) > 0) {
                throw new IllegalStateException("an answer failed in the warm-up: " + drop);
            }
        }
    }

    private static void await(BooleanSupplier done) {
        long since = System.nanoTime();
        while (!done.getAsBoolean() && System.nanoTime() - since < PATIENCE.toNanos()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
