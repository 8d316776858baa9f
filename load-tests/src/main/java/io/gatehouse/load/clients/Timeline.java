package io.gatehouse.load.clients;

import io.gatehouse.load.clients.engine.ClientGroup;
import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.process.PeriodicTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes down a group's counts every 100 ms, on a thread of its own. */
final class Timeline implements AutoCloseable {
    static final Duration STEP = Duration.ofMillis(100);

    private final ClientGroup group;
    private final List<Moment> moments = new ArrayList<>();
    private final PeriodicTask writing;

    /** The counts at a time of {@link System#nanoTime}. */
    record Moment(long atNanos, Counts counts) {}

    Timeline(ClientGroup group) {
        this.group = group;
        this.writing = PeriodicTask.start("load-clients-timeline", STEP, this::add);
    }

    /** What was written down from a time on, and one moment before it. */
    synchronized List<Moment> from(long nanos) {
        int first = 0;
        while (first + 1 < moments.size() && moments.get(first + 1).atNanos() < nanos) {
            first++;
        }
        return List.copyOf(moments.subList(first, moments.size()));
    }

    private void add() {
        Moment moment = new Moment(System.nanoTime(), group.counts());
        synchronized (this) {
            moments.add(moment);
        }
    }

    @Override
    public void close() {
        writing.close();
    }
}
