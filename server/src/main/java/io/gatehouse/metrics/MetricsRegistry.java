package io.gatehouse.metrics;

import io.gatehouse.admission.QueueState;
import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.directory.LookupRecorder.Memory;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.passwords.CheckDrop;
import io.gatehouse.passwords.CheckResult;
import io.gatehouse.pipeline.Drop;
import io.gatehouse.policy.DenyReason;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Gatehouse's metrics in a Micrometer registry: every series exists from the start, so that a rate can be taken of it,
 * and reads the {@link ServiceCounters} when it is scraped.
 */
final class MetricsRegistry implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrometheusRegistry prometheus = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM);
    private final JvmMeters jvm;

    MetricsRegistry(ServiceCounters counters, Queues queues, BooleanSupplier rolloutReady, BuildInfo build) {
        JvmMeters.name(registry);
        requests(counters);
        gauge(Metric.QUEUE_DEPTH, () -> queues.requests().get().size());
        gauge(Metric.WORKERS, () -> queues.workers().getAsInt());
        gauge(Metric.HASH_QUEUE_DEPTH, () -> queues.hashing().get().size());
        queue(queues.requests(), "requests");
        queue(queues.hashing(), "hashing");
        gauge(Metric.PENDING_REQUESTS, () -> queues.pending().get().requests());
        gauge(Metric.PENDING_BYTES, () -> queues.pending().get().bytes());
        hashing(counters.passwords());
        connection(counters);
        directory(counters);
        lookups(counters.lookups());
        gauge(Metric.ROLLOUT_READY, () -> rolloutReady.getAsBoolean() ? 1 : 0);
        gauge(Metric.INSTANCE_INFO, () -> 1, build.instance());
        gauge(Metric.BUILD_INFO, () -> 1, build.version(), Runtime.version().toString(), build.ed25519());
        jvm = JvmMeters.bindTo(registry);
    }

    /** All series, in Prometheus' text format or in that of OpenMetrics. */
    String scrape(ScrapeFormat format) {
        return registry.scrape(format.contentType());
    }

    @Override
    public void close() {
        jvm.close();
        registry.close();
    }

    private void requests(ServiceCounters counters) {
        counter(Metric.REQUESTS, counters::requests);
        counter(Metric.ANSWERS, counters::grants, "granted");
        counter(Metric.ANSWERS, counters::denials, "denied");
        for (DenyReason reason : DenyReason.values()) {
            counter(Metric.DENIED, () -> counters.denials(reason), reason.code());
        }
        for (Drop reason : Drop.values()) {
            counter(Metric.DROPPED, () -> counters.drops(reason), code(reason));
        }
        prometheus.register(new HistogramCollector(Metric.ANSWER_SECONDS, counters.answers()));
        prometheus.register(new HistogramCollector(Metric.QUEUE_WAIT_SECONDS, counters.waits()));
    }

    private void queue(Supplier<QueueState> queue, String name) {
        gauge(Metric.QUEUE_STANDING, () -> queue.get().standing() ? 1 : 0, name);
        counter(Metric.QUEUE_STANDINGS, () -> queue.get().timesStanding(), name);
        gauge(Metric.QUEUE_OLDEST_SECONDS, () -> queue.get().oldestWait() / NANOS_PER_SECOND, name);
    }

    private void hashing(PasswordCounters counters) {
        for (CheckResult result : CheckResult.values()) {
            counter(Metric.HASH_CHECKS, () -> counters.results(result), code(result));
        }
        for (CheckDrop reason : CheckDrop.values()) {
            counter(Metric.HASH_DROPPED, () -> counters.drops(reason), code(reason));
        }
        gauge(Metric.HASH_THREADS_BUSY, counters::busy);
        prometheus.register(new HistogramCollector(Metric.HASH_QUEUE_WAIT_SECONDS, counters.waits()));
        prometheus.register(new HistogramCollector(Metric.HASH_SECONDS, counters.seconds()));
    }

    private void connection(ServiceCounters counters) {
        gauge(Metric.CONNECTED, () -> counters.isConnected() ? 1 : 0);
        counter(Metric.RECONNECTS, counters::reconnects);
        counter(Metric.BACK_UPS, counters::backUps);
    }

    private void directory(ServiceCounters counters) {
        gauge(Metric.DIRECTORY_USERS, counters::users);
        gauge(Metric.DIRECTORY_OUTDATED, () -> counters.isOutdated() ? 1 : 0);
        counter(Metric.DIRECTORY_RELOADS, counters::reloads, "success");
        counter(Metric.DIRECTORY_RELOADS, counters::failedReloads, "failure");
    }

    private void lookups(LookupCounters counters) {
        for (Result result : Result.values()) {
            counter(Metric.CACHE_REQUESTS, () -> counters.requests(result), code(result));
        }
        for (Memory memory : Memory.values()) {
            gauge(Metric.CACHE_ENTRIES, () -> counters.entries(memory), code(memory));
            gauge(Metric.CACHE_BYTES, () -> counters.bytes(memory), code(memory));
            counter(Metric.CACHE_EVICTIONS, () -> counters.evictions(memory), code(memory));
        }
        for (Limit limit : Limit.values()) {
            counter(Metric.FAILURE_LIMITED, () -> counters.limitations(limit), code(limit));
        }
        gauge(Metric.LOOKUPS_IN_FLIGHT, counters::inFlight);
        counter(Metric.LOOKUPS_REFUSED, counters::refused);
        counter(Metric.LOOKUPS_TIMED_OUT, counters::timedOut);
    }

    private void counter(Metric metric, LongSupplier count, String... labels) {
        // Micrometer holds its object weakly; this one lives as long as the registry.
        FunctionCounter.builder(name(metric), this, self -> count.getAsLong())
                .description(metric.help())
                .tags(tags(metric, labels))
                .register(registry);
    }

    private void gauge(Metric metric, DoubleSupplier value, String... labels) {
        Gauge.builder(name(metric), value::getAsDouble)
                .description(metric.help())
                .tags(tags(metric, labels))
                .register(registry);
    }

    /** The name in Micrometer's spelling: only that way does it leave the end of {@code build.info} alone. */
    private static String name(Metric metric) {
        return metric.id().replace('_', '.');
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Tags tags(Metric metric, String... values) {
        if (values.length != metric.labels().size()) {
            throw new IllegalArgumentException(metric.id() + " has the labels " + metric.labels());
        }
        Tag[] tags = new Tag[values.length];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = Tag.of(metric.labels().get(i), values[i]);
        }
        return Tags.of(tags);
    }
}
