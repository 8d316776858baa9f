package io.gatehouse.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is counted, as a scraper reads it. The metrics library is loaded by the first scrape (a third of a second on a cold
 * JVM), so that it does not delay the start. May be used by many threads; a scrape must not run on an event loop.
 */
public final class Metrics implements AutoCloseable {
    private final ServiceCounters counters;
    private final Queues queues;
    private final InstanceState state;
    private final Supplier<BuildInfo> build;
    private @Nullable MetricsRegistry registry;

    /** @param build asked for by the first scrape */
    public Metrics(ServiceCounters counters, Queues queues, InstanceState state, Supplier<BuildInfo> build) {
        this.counters = counters;
        this.queues = queues;
        this.state = state;
        this.build = build;
    }

    /**
     * All series with their values of now.
     *
     * @param accept the scraper's {@code Accept} header, empty when there is none
     */
    public synchronized Scrape scrape(String accept) {
        MetricsRegistry loaded = registry;
        if (loaded == null) {
            loaded = new MetricsRegistry(counters, queues, state, build.get());
            registry = loaded;
        }
        try {
            return loaded.scrape(accept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (registry != null) {
            registry.close();
            registry = null;
        }
    }
}
