package io.gatehouse.load.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Runs a task again and again, at a steady pace, on a daemon thread of its own, until it is closed. */
public final class PeriodicTask implements AutoCloseable {
    private final Runnable task;
    private final long periodNanos;
    private final Thread thread;
    private volatile boolean closed;

    private PeriodicTask(String name, Duration period, Runnable task) {
        this.task = task;
        this.periodNanos = period.toNanos();
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Runs it for the first time now. */
    public static PeriodicTask start(String name, Duration period, Runnable task) {
        PeriodicTask periodic = new PeriodicTask(name, period, task);
        periodic.thread.start();
        return periodic;
    }

    private void run() {
        long due = System.nanoTime();
        while (!closed) {
            task.run();
            due += periodNanos;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** A run that has begun goes on to its end. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
