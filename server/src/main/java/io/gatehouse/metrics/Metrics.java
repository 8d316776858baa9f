package io.gatehouse.metrics;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is counted, as text for a scraper. The metrics library is loaded when the first scraper asks (a third of a second
 * on a cold JVM), so that it does not delay the start. May be used by many threads; a scrape must not run on an event
 * loop.
 */
public final class Metrics implements AutoCloseable {
    private final ServiceCounters counters;
    private final Queues queues;
    private final BooleanSupplier rolloutReady;
    private final Supplier<BuildInfo> build;
    private @Nullable MetricsRegistry registry;

    /**
     * @param rolloutReady whether the next instance may be restarted
     * @param build asked for by the first scrape
     */
    public Metrics(ServiceCounters counters, Queues queues, BooleanSupplier rolloutReady, Supplier<BuildInfo> build) {
        this.counters = counters;
        this.queues = queues;
        this.rolloutReady = rolloutReady;
        this.build = build;
    }

    /** All series as they stand now. */
    public synchronized String scrape(ScrapeFormat format) {
        MetricsRegistry loaded = registry;
        if (loaded == null) {
            loaded = new MetricsRegistry(counters, queues, rolloutReady, build.get());
            registry = loaded;
        }
        return loaded.scrape(format);
    }

    @Override
    public synchronized void close() {
        if (registry != null) {
            registry.close();
            registry = null;
        }
    }
}
