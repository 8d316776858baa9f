package io.gatehouse.directory.guard.backend;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.directory.Backend.Probing;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.LateErrors;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.threads.Recovery;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Asks a backend again and again whether it can answer, from the first failure on, for as long as it is told to go on. One probe at a
 * time, with a pause before each that differs by a fifth, so that several instances do not ask at the same moment.
 */
final class BackendProber {
    private static final Logger log = LoggerFactory.getLogger(BackendProber.class);

    /** The pause is longer or shorter by one of so many parts. */
    private static final int JITTER_PART = 5;

    private static final Mono<Void> LATE =
            Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "a probe was not answered within probe_timeout"));

    private final Supplier<Mono<Void>> probe;
    private final Probing probing;
    private final GuardSettings settings;
    private final Scheduler timer;
    private final Listener listener;
    private final AtomicBoolean running = new AtomicBoolean();

    /** Begins probes, one after the other: none begins before the begin of the one before is done. Null before the first. */
    @GuardedBy("this") private Scheduler.@Nullable Worker worker;

    private volatile boolean closed;

    private final Disposable.Swap underWay = Disposables.swap();

    /** Answers and failures in a row; changed by the probes, which follow one another. */
    private volatile int answered;

    private volatile int failed;

    private volatile long begun;

    /** What becomes of a probe. */
    interface Listener {
        /**
         * It was answered, or not.
         *
         * @param inARow how many have ended so, the last ones
         * @param error null when it was answered
         * @return whether another one is to follow
         */
        boolean probed(int inARow, @Nullable Throwable error);

        /** Whether probes are needed; asked when they have ended. */
        boolean isNeeded();
    }

    BackendProber(
            Supplier<Mono<Void>> probe, Probing probing, GuardSettings settings, Scheduler timer, Listener listener) {
        this.probe = probe;
        this.probing = probing;
        this.settings = settings;
        this.timer = timer;
        this.listener = listener;
    }

    /** Begins to probe, unless it does already. */
    void start() {
        if (probing != Probing.NEVER && !closed && running.compareAndSet(false, true)) {
            answered = 0;
            failed = 0;
            after(soon());
        }
    }

    /** Probes no more. */
    synchronized void close() {
        closed = true;
        if (worker != null) {
            worker.dispose();
        }
        underWay.dispose();
    }

    private void after(long nanos) {
        try {
            Disposable unused = worker().schedule(this::ask, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException | IllegalStateException e) {
            // It is closed, or the timer has ended and so has the service.
            running.set(false);
        }
    }

    private synchronized Scheduler.Worker worker() {
        Scheduler.Worker made = worker;
        if (made == null) {
            made = timer.createWorker();
            worker = made;
            if (closed) {
                made.dispose();
            }
        }
        return made;
    }

    private void ask() {
        begun = timer.now(TimeUnit.NANOSECONDS);
        underWay.update(Mono.defer(() -> Recovery.get(probe, Mono::error))
                .timeout(settings.probeTimeout(), LATE, timer)
                .contextWrite(LateErrors::ignored)
                .subscribe(none -> {}, this::ended, () -> ended(null)));
    }

    private void ended(@Nullable Throwable error) {
        answered = error == null ? answered + 1 : 0;
        failed = error == null ? 0 : failed + 1;
        if (goesOn(error)) {
            long passed = timer.now(TimeUnit.NANOSECONDS) - begun;
            after(Math.max(soon(), jittered(pause()) - passed));
            return;
        }
        running.set(false);
        // Somebody may have wanted it to begin just before that.
        if (listener.isNeeded()) {
            start();
        }
    }

    private boolean goesOn(@Nullable Throwable error) {
        return Recovery.get(() -> listener.probed(error == null ? answered : failed, error), mistake -> {
            log.error("what became of a probe could not be told: another one follows", mistake);
            return true;
        });
    }

    /** So that not all instances that hear of an outage at one moment ask at one moment. */
    private long soon() {
        return ThreadLocalRandom.current().nextLong(settings.probeInterval().toNanos() / JITTER_PART);
    }

    /** From the begin of a probe to that of the next: who waits for an answer in vain has paused by that. */
    private Duration pause() {
        Duration pause = settings.probeInterval();
        if (probing == Probing.SPARING) {
            for (int i = 1; i < failed && pause.compareTo(settings.maxProbeInterval()) < 0; i++) {
                pause = pause.multipliedBy(2);
            }
            pause = pause.compareTo(settings.maxProbeInterval()) < 0 || failed == 0
                    ? pause
                    : settings.maxProbeInterval();
        }
        return pause;
    }

    private static long jittered(Duration pause) {
        long part = pause.toNanos() / JITTER_PART;
        return pause.toNanos() + ThreadLocalRandom.current().nextLong(-part, part + 1);
    }
}
