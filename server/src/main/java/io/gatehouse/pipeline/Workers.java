package io.gatehouse.pipeline;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.NonBlocking;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A bounded number of threads that pull work for as long as there is some, so that under load a request changes threads
 * once. What comes back from a directory goes before what is new: it is older, and was paid for.
 */
final class Workers implements Executor, Disposable {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    private final ThreadPoolExecutor threads;
    private final Scheduler returning;
    private final Queue<Runnable> returned = new ConcurrentLinkedQueue<>();
    private final BooleanSupplier nextTask;
    private final BooleanSupplier moreTasks;
    private final Runnable rest;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile int max;

    /**
     * @param max how many threads work at a time, until another {@link #limit} is set
     * @param nextTask does one new piece of work; false when there was none
     * @param moreTasks whether there may be new work
     * @param rest what a thread does when it finds no more work
     */
    Workers(int max, BooleanSupplier nextTask, BooleanSupplier moreTasks, Runnable rest) {
        this.max = max;
        this.nextTask = nextTask;
        this.moreTasks = moreTasks;
        this.rest = rest;
        AtomicInteger number = new AtomicInteger();
        // The pool's own maximum is of no account where its queue has no bound: it keeps to its core size.
        this.threads = new ThreadPoolExecutor(
                max,
                Integer.MAX_VALUE,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new WorkerThread(task, number.incrementAndGet()));
        this.returning = Schedulers.fromExecutor(this);
    }

    /** Where work that waited for somebody else comes back to. */
    Scheduler scheduler() {
        return returning;
    }

    /** Work that goes before all new work. Once they have ended, whoever brings it does it, so that the request comes to its end. */
    @Override
    public void execute(Runnable task) {
        returned.add(task);
        if (!begin() && returned.remove(task)) {
            task.run();
        }
    }

    /** How many threads may work at a time. */
    int limit() {
        return max;
    }

    /** Sets how many threads may work at a time; one too many ends what it is doing. Not for several threads. */
    void limit(int threadsAtWork) {
        if (threadsAtWork == max) {
            return;
        }
        threads.setCorePoolSize(threadsAtWork);
        log.info("{} workers instead of {}, as many as there are cores now", threadsAtWork, max);
        max = threadsAtWork;
        wake();
    }

    /**
     * Looks once a second how many cores there are, and lets as many threads work: on fewer they would only take the CPU
     * from each other.
     */
    Disposable follow(IntSupplier cores, Scheduler timer) {
        return timer.schedulePeriodically(() -> limit(cores.getAsInt()), 1, 1, TimeUnit.SECONDS);
    }

    /** Whether no thread works, and nothing has come back to be worked on. */
    boolean isIdle() {
        return busy.get() == 0 && returned.isEmpty();
    }

    /** Says that there is new work; it is left where they have ended. */
    void wake() {
        boolean unused = begin();
    }

    /** Has one more thread work where that may be; false where they have ended. */
    private boolean begin() {
        int now = busy.get();
        while (now < max) {
            if (busy.compareAndSet(now, now + 1)) {
                return started();
            }
            now = busy.get();
        }
        return true;
    }

    private boolean started() {
        try {
            threads.execute(this::work);
            return true;
        } catch (RejectedExecutionException e) {
            busy.decrementAndGet();
            return false;
        }
    }

    @Override
    public void dispose() {
        threads.shutdown();
    }

    private void work() {
        try {
            boolean worked = true;
            while (worked && busy.get() <= max) {
                worked = runReturned() || nextTask.getAsBoolean();
            }
            rest.run();
        } finally {
            busy.decrementAndGet();
        }
        if (!returned.isEmpty() || moreTasks.getAsBoolean()) {
            wake();
        }
    }

    private boolean runReturned() {
        Runnable task = returned.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    /** A thread on which Reactor and BlockHound forbid to block. */
    private static final class WorkerThread extends Thread implements NonBlocking {
        WorkerThread(Runnable task, int number) {
            super(task, "gatehouse-worker-" + number);
            setDaemon(true);
        }
    }
}
