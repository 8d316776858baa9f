package io.gatehouse.load.clients;

import io.gatehouse.load.clients.engine.ClientGroup;
import io.gatehouse.load.clients.engine.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Writes down a group's counts every 100 ms, on a thread of its own. */
final class Timeline implements AutoCloseable {
    static final long STEP_NANOS = 100_000_000;

    private final ClientGroup group;
    private final List<Moment> moments = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    /** The counts at a time of {@link System#nanoTime}. */
    record Moment(long atNanos, Counts counts) {}

    Timeline(ClientGroup group) {
        this.group = group;
        this.thread = new Thread(this::run, "load-clients-timeline");
        thread.setDaemon(true);
        thread.start();
    }

    /** What was written down from a time on, and one moment before it. */
    synchronized List<Moment> from(long nanos) {
        int first = 0;
        while (first + 1 < moments.size() && moments.get(first + 1).atNanos() < nanos) {
            first++;
        }
        return List.copyOf(moments.subList(first, moments.size()));
    }

    private synchronized void add(Moment moment) {
        moments.add(moment);
    }

    private void run() {
        long due = System.nanoTime();
        while (!closed) {
            add(new Moment(System.nanoTime(), group.counts()));
            due += STEP_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
