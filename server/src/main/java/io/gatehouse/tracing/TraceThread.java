package io.gatehouse.tracing;

import io.gatehouse.threads.BackgroundThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends traces, several at a time, from a bounded queue: who puts one into it waits for nothing. What the collector does not take is
 * lost, and counted; that it takes none is logged once, and once that it does again.
 */
final class TraceThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TraceThread.class);

    private static final String NAME = "gatehouse-traces";

    /** So many traces go into one request. */
    static final int BATCH = 64;

    /** Wakes the thread; nothing comes after it. */
    private static final TracedLogin END = new TracedLogin("", List.of());

    private final BlockingQueue<TracedLogin> queue;
    private final Supplier<TraceSink> opening;
    private final TraceTimes times;
    private final TraceCounts counts;
    private final BackgroundThread thread = new BackgroundThread(this::run, NAME);
    private boolean failing;

    /** The end of the service waits until then, in {@link System#nanoTime()}; null while it goes on. */
    private volatile @Nullable Long flushUntil;

    /**
     * @param capacity how many traces may wait
     * @param opening makes what traces are sent to, when the first is
     * @param times how long that may take
     */
    TraceThread(int capacity, Supplier<TraceSink> opening, TraceTimes times, TraceCounts counts) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.opening = opening;
        this.times = times;
        this.counts = counts;
    }

    TraceThread start() {
        thread.start();
        return this;
    }

    /** Has a trace sent; never waits. */
    void add(TracedLogin login) {
        if (flushUntil != null) {
            counts.dropped(TraceDrop.STOPPED, 1);
        } else if (!queue.offer(login)) {
            counts.dropped(TraceDrop.QUEUE_FULL, 1);
        }
    }

    private void run() {
        TraceSink sink = null;
        try {
            List<TracedLogin> batch = next();
            while (!batch.isEmpty()) {
                sink = send(sink, batch);
                batch = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (sink != null) {
                sink.close();
            }
        }
    }

    /** What is sent together; nothing when there is no more. */
    private List<TracedLogin> next() throws InterruptedException {
        List<TracedLogin> batch = new ArrayList<>();
        TracedLogin login = flushUntil == null ? queue.take() : queue.poll();
        long linger = System.nanoTime() + times.linger().toNanos();
        while (login != null && !login.equals(END)) {
            batch.add(login);
            login = batch.size() == BATCH ? null : next(linger);
        }
        return batch;
    }

    /** The next one until a moment; at the end of the service nobody waits for it. */
    private @Nullable TracedLogin next(long until) throws InterruptedException {
        long left = until - System.nanoTime();
        return flushUntil != null || left <= 0 ? queue.poll() : queue.poll(left, TimeUnit.NANOSECONDS);
    }

    private @Nullable TraceSink send(@Nullable TraceSink open, List<TracedLogin> batch) {
        Duration patience = patience();
        if (patience.isZero()) {
            counts.dropped(TraceDrop.STOPPED, batch.size());
            return open;
        }
        TraceSink sink = open;
        String why;
        try {
            sink = sink == null ? opening.get() : sink;
            why = sink.send(batch, patience);
        } catch (RuntimeException | LinkageError e) {
            why = e.getClass().getSimpleName();
        }
        ended(batch.size(), why);
        return sink;
    }

    private void ended(int traces, @Nullable String why) {
        if (why != null && !failing) {
            log.warn("the collector of tracing.endpoint takes no traces, and they are lost until it does: {}", why);
        } else if (why == null && failing) {
            log.info("the collector of tracing.endpoint takes traces again");
        }
        failing = why != null;
        if (why == null) {
            counts.exported(traces);
        } else {
            counts.dropped(flushUntil == null ? TraceDrop.EXPORT_FAILED : TraceDrop.STOPPED, traces);
        }
    }

    private Duration patience() {
        Long until = flushUntil;
        if (until == null) {
            return times.sending();
        }
        Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
        return left.compareTo(times.sending()) < 0 ? left : times.sending();
    }

    /** Sends what is left, for a bounded time, and ends. */
    @Override
    public void close() {
        flushUntil = System.nanoTime() + times.flush().toNanos();
        boolean unused = queue.offer(END);
        try {
            thread.join(times.flush().toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(times.flush().toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<TracedLogin> left = new ArrayList<>();
        queue.drainTo(left);
        left.remove(END);
        counts.dropped(TraceDrop.STOPPED, left.size());
    }
}
