package io.gatehouse.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples the CPU time and the resident memory of processes every 100 ms on a thread of its own; several are added up.
 * What they spent in any part of the run can be asked for while it runs and after.
 */
public final class ProcessSampler implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(100);

    private final List<Long> pids;
    private final List<UsageSample> samples = new ArrayList<>();
    private @Nullable PeriodicTask sampling;
    private volatile boolean ended;

    /**
     * What the processes had spent and held at one time.
     *
     * @param atNanos by {@link System#nanoTime}
     */
    public record UsageSample(long atNanos, long cpuNanos, long rssBytes) {}

    private ProcessSampler(List<Long> pids) {
        this.pids = pids;
    }

    /**
     * Begins to sample.
     *
     * @param flag the option that named the processes, for error messages
     * @throws IllegalArgumentException when this is no Linux, or there is no such process
     */
    public static ProcessSampler start(String flag, List<Long> pids) {
        for (long pid : pids) {
            check(flag, pid);
        }
        ProcessSampler sampler = new ProcessSampler(List.copyOf(pids));
        if (!pids.isEmpty()) {
            sampler.sample();
            sampler.sampling = PeriodicTask.start("process-sampler", PERIOD, sampler::sample);
        }
        return sampler;
    }

    private static void check(String flag, long pid) {
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            throw new IllegalArgumentException(flag
                    + " needs Linux's /proc, which is not here: leave it out, and CPU and memory are not measured");
        }
        if (!Files.isReadable(ProcStat.file(pid))) {
            throw new IllegalArgumentException(flag + " " + pid + ": there is no such process");
        }
    }

    /** Whether one of the processes has ended while it was sampled. */
    public boolean hasEnded() {
        return ended;
    }

    /** Reads now, outside the rhythm, so that a usage that begins or ends now is exact. */
    public void sample() {
        if (pids.isEmpty() || ended) {
            return;
        }
        try {
            long cpu = 0;
            long rss = 0;
            for (long pid : pids) {
                ProcStat.StatReading reading = ProcStat.read(ProcStat.file(pid));
                cpu += reading.cpuNanos();
                rss += reading.rssBytes();
            }
            add(new UsageSample(System.nanoTime(), cpu, rss));
        } catch (IOException | UncheckedIOException gone) {
            ended = true;
        }
    }

    /** What was spent between two times of {@link System#nanoTime}; all NaN when nothing was sampled. */
    public synchronized ProcessUsage usage(long fromNanos, long toNanos) {
        return ProcessUsage.of(samples, fromNanos, toNanos);
    }

    /** Ends the sampling; what was sampled can still be asked for. */
    @Override
    public void close() {
        if (sampling != null) {
            sampling.close();
        }
    }

    private synchronized void add(UsageSample sample) {
        samples.add(sample);
    }
}
