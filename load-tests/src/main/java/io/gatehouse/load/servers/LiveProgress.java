package io.gatehouse.load.servers;

import io.gatehouse.load.report.ProgressBar;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Shows the progress of a batch while it is sent, on a thread of its own. */
final class LiveProgress implements AutoCloseable {
    private static final long PERIOD_NANOS = 250_000_000;

    private final RequestBatch batch;
    private final ProgressBar bar;
    private final long startNanos;
    private final Thread thread;
    private volatile boolean closed;

    LiveProgress(RequestBatch batch, ProgressBar bar, long startNanos) {
        this.batch = batch;
        this.bar = bar;
        this.startNanos = startNanos;
        this.thread = new Thread(this::run, "progress");
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            show();
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    private void show() {
        long now = System.nanoTime();
        int sent = batch.sent();
        int answered = batch.answered();
        double seconds = Math.max(1e-9, (now - startNanos) / 1e9);
        bar.at(
                Math.max(0, (now - startNanos) / 1_000_000),
                String.format(
                        Locale.ROOT,
                        "%.1f s, %d sent (%.0f/s), %d answered, %d open",
                        seconds,
                        sent,
                        sent / seconds,
                        answered,
                        sent - answered));
    }

    /** The batch was sent and its answers were waited for. */
    void complete() {
        closed = true;
        show();
        bar.complete();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        bar.close();
    }
}
