package io.gatehouse.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * The metrics of the JVM and its process, under the names that Micrometer gives them everywhere. Two of those break the naming
 * rules of Prometheus ({@code promtool check metrics}), and have names of their own here: the CPU time has the name that it has
 * in Prometheus' own clients, in seconds, and the number of processors does not end as a histogram's count does.
 */
final class JvmMeters implements AutoCloseable {
    private static final String CPU_TIME = "process.cpu.time";
    private static final String CPU_COUNT = "system.cpu.count";
    private static final double NANOS_PER_SECOND = 1e9;

    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    private JvmMeters() {}

    /** Names some of them otherwise; to be called before anything is registered. */
    static void name(MeterRegistry registry) {
        registry.config().meterFilter(MeterFilter.denyNameStartsWith(CPU_TIME)).meterFilter(new Renaming());
    }

    /** Registers them, after {@link #name}. */
    static JvmMeters bindTo(MeterRegistry registry) {
        JvmMeters meters = new JvmMeters();
        meters.garbageCollection.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new JvmInfoMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        meters.bindCpuTime(registry);
        return meters;
    }

    private void bindCpuTime(MeterRegistry registry) {
        ProcessHandle.Info process = ProcessHandle.current().info();
        if (process.totalCpuDuration().isPresent()) {
            FunctionCounter.builder("process.cpu", this, self -> cpuSeconds())
                    .baseUnit("seconds")
                    .description("Processor time that the process has spent, of all its threads.")
                    .register(registry);
        }
    }

    private static double cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(time -> time.toNanos() / NANOS_PER_SECOND)
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        garbageCollection.close();
    }

    /** Leaves out the suffix that only a histogram's count may have. */
    private static final class Renaming implements MeterFilter {
        @Override
        public Meter.Id map(Meter.Id id) {
            return id.getName().equals(CPU_COUNT) ? id.withName("system.cpus") : id;
        }
    }
}
