package io.gatehouse.metrics;

import io.gatehouse.admission.QueueState;
import io.gatehouse.audit.AuditCounts;
import io.gatehouse.audit.AuditDrop;
import io.gatehouse.expiry.ValidityPeriod;
import io.gatehouse.tracing.TraceCounts;
import io.gatehouse.tracing.TraceDrop;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gatehouse's metrics in a Micrometer registry, which reads the {@link ServiceCounters} when it is scraped. Every series is
 * there from the start, so that a rate can be taken of it; those of a directory are there once the directory is.
 */
final class MetricsRegistry implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String REQUESTS = "requests";
    private static final String PASSWORDS = "passwords";

    private final PrometheusRegistry prometheus = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM);
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final ServiceCounters counters;
    private final Map<DirectoryCounters, List<Meter>> withLookups = new HashMap<>();
    private final Map<DirectoryCounters, List<Meter>> withFile = new HashMap<>();
    private final Map<DirectoryCounters, List<Meter>> withChanges = new HashMap<>();
    private final Map<DirectoryCounters, List<Meter>> withBackend = new HashMap<>();
    private final Map<DirectoryCounters, List<Meter>> shared = new HashMap<>();
    private final Map<KeyCounters.Label, Meter> keys = new HashMap<>();
    private final JvmMeters jvm;

    MetricsRegistry(ServiceCounters counters, Queues queues, InstanceState state, BuildInfo build) {
        this.counters = counters;
        JvmMeters.name(registry);
        requests();
        queues(queues);
        passwords(counters.passwords());
        connection();
        configuration(counters.configuration());
        gauge(Metric.READY, () -> state.ready().getAsBoolean() ? 1 : 0);
        gauge(Metric.ROLLOUT_READY, () -> state.rolloutReady().getAsBoolean() ? 1 : 0);
        files(state.files());
        audit(counters.audit());
        revocations(counters.revocations());
        traces(counters.traces());
        polls(counters.polls());
        gauge(Metric.INSTANCE_INFO, () -> 1, build.instance());
        gauge(Metric.BUILD_INFO, () -> 1, build.version(), Runtime.version().toString(), build.ed25519());
        jvm = JvmMeters.bindTo(registry);
    }

    /** All series, in the format that the Prometheus client finds for an {@code Accept} header. */
    Scrape scrape(String accept) throws IOException {
        directories();
        keys();
        ExpositionFormatWriter writer = formats.findWriter(accept);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        writer.write(body, prometheus.scrape());
        return new Scrape(writer.getContentType(), body.toByteArray());
    }

    @Override
    public void close() {
        jvm.close();
        registry.close();
    }

    private void requests() {
        counter(Metric.REQUESTS, counters::requests);
        counter(Metric.ANSWERS, counters::grants, "granted");
        counter(Metric.ANSWERS, counters::denials, "denied");
        counters(Metric.DENIED, counters.denied);
        counters(Metric.DROPPED, counters.dropped);
        counters(Metric.FAILURE_LIMITED, counters.limited);
        histogram(Metric.ANSWER_DURATION, Map.of("", counters.answers));
    }

    private void queues(Queues queues) {
        gauge(Metric.WORKERS, () -> queues.workers().getAsInt());
        queue(queues.requests(), REQUESTS);
        queue(queues.hashing(), PASSWORDS);
        histogram(Metric.QUEUE_WAIT, Map.of(REQUESTS, counters.waits, PASSWORDS, counters.passwords().waits));
        gauge(Metric.PENDING_REQUESTS, () -> queues.pending().get().requests());
        gauge(Metric.PENDING_BYTES, () -> queues.pending().get().bytes());
    }

    private void queue(Supplier<QueueState> queue, String name) {
        gauge(Metric.QUEUE_DEPTH, () -> queue.get().size(), name);
        gauge(Metric.QUEUE_STANDING, () -> queue.get().isStanding() ? 1 : 0, name);
        counter(Metric.QUEUE_STANDING_EPISODES, () -> queue.get().episodes(), name);
        gauge(Metric.QUEUE_OLDEST_AGE, () -> queue.get().oldestSojourn() / NANOS_PER_SECOND, name);
    }

    private void passwords(PasswordCounters passwords) {
        counters(Metric.PASSWORD_CHECKS, passwords.results);
        counters(Metric.PASSWORD_CHECKS_DROPPED, passwords.drops);
        gauge(Metric.PASSWORD_THREADS_BUSY, passwords.busy::get);
        histogram(Metric.PASSWORD_CHECK_DURATION, passwords.durations);
    }

    private void connection() {
        gauge(Metric.CONNECTED, () -> counters.connected ? 1 : 0);
        gauge(Metric.SHARED_CACHE_USABLE, () -> counters.sharedCacheUsable ? 1 : 0);
        counter(Metric.RECONNECTS, counters::reconnects);
        counter(Metric.BACKPRESSURE, counters.backpressure::sum);
    }

    private void configuration(ConfigCounters configuration) {
        gauge(Metric.CONFIG_SUCCESSFUL, () -> configuration.isSuccessful() ? 1 : 0);
        gauge(Metric.CONFIG_SUCCESS_TIMESTAMP, configuration::successSeconds);
    }

    /** A series for each file that something in expires: they come and go with the configuration. */
    private void files(Supplier<Map<String, ValidityPeriod>> files) {
        prometheus.register((Collector) () -> gauges(Metric.FILE_EXPIRY, files.get(), ValidityPeriod::until));
        prometheus.register((Collector) () -> gauges(Metric.FILE_ISSUED, files.get(), ValidityPeriod::from));
    }

    private static MetricSnapshot gauges(
            Metric metric, Map<String, ValidityPeriod> files, ToLongFunction<ValidityPeriod> seconds) {
        GaugeSnapshot.Builder snapshot =
                GaugeSnapshot.builder().name(metric.id()).help(metric.help());
        files.forEach((key, validity) -> snapshot.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(Labels.of(metric.labels().get(0), key))
                .value((double) seconds.applyAsLong(validity))
                .build()));
        return snapshot.build();
    }

    private void audit(AuditCounts audit) {
        counter(Metric.AUDIT_RECORDS, audit::stored);
        for (AuditDrop reason : AuditDrop.values()) {
            counter(Metric.AUDIT_DROPPED, () -> audit.dropped(reason), code(reason));
        }
        gauge(Metric.AUDIT_QUEUE, audit::queueBytes);
        gauge(Metric.AUDIT_FAILING, () -> audit.isFailing() ? 1 : 0);
        gauge(Metric.AUDIT_STORED_TIMESTAMP, audit::storedAtSeconds);
    }

    private void traces(TraceCounts traces) {
        counter(Metric.TRACES_EXPORTED, traces::exported);
        for (TraceDrop reason : TraceDrop.values()) {
            counter(Metric.TRACES_DROPPED, () -> traces.dropped(reason), code(reason));
        }
    }

    private void revocations(RevocationCounters revocations) {
        counters(Metric.REVOKED_USERS, revocations.revoked);
        counters(Metric.REVOKED_SESSIONS, revocations.sessions);
        counters(Metric.REVOCATION_MESSAGES, revocations.messages);
        histogram(Metric.REVOCATION_DURATION, Map.of("", revocations.durations));
        counter(Metric.REVOCATION_INCOMPLETE, revocations.incomplete::sum);
        gauge(Metric.SESSIONS, () -> revocations.open);
        gauge(Metric.REVOCATION_CONNECTED, () -> revocations.connected ? 1 : 0);
    }

    private void polls(PollCounters polls) {
        counters(Metric.REVOCATION_POLLS, polls.results);
        gauge(Metric.REVOCATION_POLLED_USERS, () -> polls.users);
        gauge(Metric.REVOCATION_POLL_AGE, polls::ageSeconds);
        gauge(Metric.REVOCATION_POLL_INTERVAL, polls::intervalSeconds);
        gauge(Metric.REVOCATION_POLL_HELD, () -> polls.held);
    }

    /** Adds the series of the keys that are held since the last scrape, and removes those of the others. */
    private void keys() {
        Map<KeyCounters.Label, LongSupplier> held = counters.keys().held();
        keys.entrySet().removeIf(entry -> {
            boolean gone = !held.containsKey(entry.getKey());
            if (gone) {
                registry.remove(entry.getValue());
            }
            return gone;
        });
        held.keySet()
                .forEach(label -> keys.computeIfAbsent(
                        label,
                        added -> counter(Metric.KEY_REQUESTS, () -> requests(added), added.kind(), added.key())));
    }

    /** A key that comes back counts anew. */
    private long requests(KeyCounters.Label label) {
        LongSupplier count = counters.keys().held().get(label);
        return count == null ? 0 : count.getAsLong();
    }

    /** Adds the series of the directories that have come since the last scrape, and removes those of directories that have gone. */
    private void directories() {
        Set<DirectoryCounters> present = Set.copyOf(counters.directories.values());
        remove(withLookups, present);
        remove(withFile, present);
        remove(withChanges, present.stream().filter(one -> one.hears).collect(Collectors.toSet()));
        remove(withBackend, present);
        remove(shared, present);
        for (DirectoryCounters directory : present) {
            withLookups.computeIfAbsent(directory, added -> lookups(added, added.name, added.type));
            if (directory.readsFile()) {
                withFile.computeIfAbsent(directory, added -> file(added, added.name, added.type));
            }
            if (directory.hears) {
                withChanges.computeIfAbsent(directory, added -> List.of(outdated(added, added.name, added.type)));
            }
            if (directory.guard != null) {
                withBackend.computeIfAbsent(directory, added -> backend(added, added.name, added.type));
            }
            if (directory.shares) {
                shared.computeIfAbsent(directory, added -> shared(added, added.name, added.type));
            }
        }
    }

    private void remove(Map<DirectoryCounters, List<Meter>> meters, Set<DirectoryCounters> present) {
        meters.entrySet().removeIf(entry -> {
            boolean gone = !present.contains(entry.getKey());
            if (gone) {
                entry.getValue().forEach(registry::remove);
            }
            return gone;
        });
    }

    private List<Meter> lookups(DirectoryCounters directory, String... labels) {
        List<Meter> meters = new ArrayList<>();
        meters.addAll(counters(Metric.CACHE_REQUESTS, directory.requests, labels));
        meters.addAll(gauges(Metric.CACHE_ENTRIES, directory.entries, labels));
        meters.addAll(gauges(Metric.CACHE_BYTES, directory.bytes, labels));
        meters.addAll(counters(Metric.CACHE_EVICTIONS, directory.evictions, labels));
        meters.add(gauge(Metric.LOOKUPS_IN_FLIGHT, directory.inFlight::sum, labels));
        meters.add(counter(Metric.LOOKUPS_REFUSED, directory.refused::sum, labels));
        meters.add(counter(Metric.LOOKUPS_TIMED_OUT, directory.timedOut::sum, labels));
        return meters;
    }

    private List<Meter> file(DirectoryCounters directory, String... labels) {
        List<Meter> meters = new ArrayList<>();
        if (directory.hasRevocations) {
            meters.add(gauge(Metric.DIRECTORY_REVOKED, () -> directory.revoked, labels));
            meters.add(gauge(Metric.DIRECTORY_NEXT_UPDATE, () -> directory.nextUpdate, labels));
        } else {
            meters.add(gauge(Metric.DIRECTORY_USERS, () -> directory.users, labels));
        }
        meters.add(outdated(directory, labels));
        meters.add(counter(Metric.DIRECTORY_RELOADS, directory.reloads::sum, with(labels, "success")));
        meters.add(counter(Metric.DIRECTORY_RELOADS, directory.failedReloads::sum, with(labels, "failure")));
        return meters;
    }

    private Meter outdated(DirectoryCounters directory, String... labels) {
        return gauge(Metric.DIRECTORY_OUTDATED, () -> directory.outdated ? 1 : 0, labels);
    }

    private List<Meter> backend(DirectoryCounters directory, String... labels) {
        List<Meter> meters = new ArrayList<>(counters(Metric.LOOKUPS_WITHHELD, directory.withheld, labels));
        meters.add(gauge(Metric.LOOKUPS_LIMIT, directory::limit, labels));
        meters.add(counter(Metric.LOOKUPS_FAILED, directory.failed::sum, labels));
        meters.add(counter(Metric.LOOKUPS_RETRIED, directory.retried::sum, labels));
        meters.add(counter(Metric.LOOKUPS_STALE, directory.stale::sum, labels));
        meters.add(gauge(Metric.BREAKER_OPEN, () -> directory.isBreakerOpen() ? 1 : 0, labels));
        meters.add(counter(Metric.BREAKER_OPENED, directory.breakerOpened::sum, labels));
        meters.add(counter(Metric.PROBES, directory.answeredProbes::sum, with(labels, "success")));
        meters.add(counter(Metric.PROBES, directory.failedProbes::sum, with(labels, "failure")));
        return meters;
    }

    private List<Meter> shared(DirectoryCounters directory, String... labels) {
        List<Meter> meters = new ArrayList<>(counters(Metric.SHARED_CACHE_REQUESTS, directory.sharedReads, labels));
        meters.addAll(counters(Metric.SHARED_CACHE_WRITES, directory.sharedWrites, labels));
        return meters;
    }

    /** A counter for each constant of an enum, which is the last label. */
    private <E extends Enum<E>> List<Meter> counters(Metric metric, EnumCounters<E> counters, String... labels) {
        List<Meter> meters = new ArrayList<>();
        counters.forEach(
                (constant, counter) -> meters.add(counter(metric, counter::sum, with(labels, code(constant)))));
        return meters;
    }

    private <E extends Enum<E>> List<Meter> gauges(Metric metric, EnumCounters<E> counters, String... labels) {
        List<Meter> meters = new ArrayList<>();
        counters.forEach((constant, counter) -> meters.add(gauge(metric, counter::sum, with(labels, code(constant)))));
        return meters;
    }

    private Meter counter(Metric metric, LongSupplier count, String... labels) {
        // Micrometer holds its object weakly; this one lives as long as the registry.
        return FunctionCounter.builder(name(metric), this, self -> count.getAsLong())
                .description(metric.help())
                .tags(tags(metric, labels))
                .register(registry);
    }

    private Meter gauge(Metric metric, DoubleSupplier value, String... labels) {
        return Gauge.builder(name(metric), value::getAsDouble)
                .description(metric.help())
                .tags(tags(metric, labels))
                .register(registry);
    }

    /**
     * A histogram with a series for each value of its label. The Prometheus client's own histogram would have to be loaded at
     * the start; Micrometer's timer takes 110 to 250 ns for each event, most of it for a maximum that all threads share.
     */
    private void histogram(Metric metric, Map<String, LatencyHistogram> series) {
        Collector collector = () -> {
            HistogramSnapshot.Builder snapshot =
                    HistogramSnapshot.builder().name(metric.id()).help(metric.help());
            series.forEach((label, histogram) -> snapshot.dataPoint(point(metric, label, histogram)));
            return snapshot.build();
        };
        prometheus.register(collector);
    }

    private static HistogramDataPointSnapshot point(Metric metric, String label, LatencyHistogram histogram) {
        return HistogramDataPointSnapshot.builder()
                .labels(
                        metric.labels().isEmpty()
                                ? Labels.EMPTY
                                : Labels.of(metric.labels().get(0), label))
                .classicHistogramBuckets(ClassicHistogramBuckets.of(LatencyHistogram.bounds(), histogram.counts()))
                .sum(histogram.total())
                .exemplars(Exemplars.of(histogram.traced().stream()
                        .map(MetricsRegistry::exemplar)
                        .toList()))
                .build();
    }

    private static Exemplar exemplar(TracedTime time) {
        return Exemplar.builder()
                .value(time.nanos() / NANOS_PER_SECOND)
                .traceId(time.traceId())
                .spanId(time.spanId())
                .timestampMillis(time.epochMillis())
                .build();
    }

    private static String[] with(String[] labels, String last) {
        return Stream.concat(Stream.of(labels), Stream.of(last)).toArray(String[]::new);
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
