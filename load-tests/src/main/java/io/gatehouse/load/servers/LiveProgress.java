package io.gatehouse.load.servers;

import io.gatehouse.load.process.PeriodicTask;
import io.gatehouse.load.report.ProgressBar;
import io.gatehouse.load.servers.batch.RequestBatch;
import java.time.Duration;
import java.util.Locale;

/** Shows the progress of a batch while it is sent, on a thread of its own. */
final class LiveProgress implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final RequestBatch batch;
    private final ProgressBar bar;
    private final long startNanos;
    private final PeriodicTask showing;

    LiveProgress(RequestBatch batch, ProgressBar bar, long startNanos) {
        this.batch = batch;
        this.bar = bar;
        this.startNanos = startNanos;
        this.showing = PeriodicTask.start("progress", PERIOD, this::show);
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
        showing.close();
        show();
        bar.complete();
    }

    @Override
    public void close() {
        showing.close();
        bar.close();
    }
}
