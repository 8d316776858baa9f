package io.gatehouse.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Samples the CPU time and the resident memory of processes every 100 ms on a thread of its own; several are added up.
 * What they spent in any part of the run can be asked for while it runs and after.
 */
public final class ProcessSampler implements AutoCloseable {
    private static final long PERIOD_NANOS = 100_000_000;

    private final List<Long> pids;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean ended;

    /**
     * What the processes had spent and held at one time.
     *
     * @param atNanos by {@link System#nanoTime}
     */
    public record Sample(long atNanos, long cpuNanos, long rssBytes) {}

    private ProcessSampler(List<Long> pids) {
        this.pids = pids;
        this.thread = new Thread(this::run, "process-sampler");
        thread.setDaemon(true);
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
            sampler.thread.start();
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

    /** Whether there are processes to sample. */
    public boolean isActive() {
        return !pids.isEmpty();
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
                ProcStat.Reading reading = ProcStat.read(ProcStat.file(pid));
                cpu += reading.cpuNanos();
                rss += reading.rssBytes();
            }
            add(new Sample(System.nanoTime(), cpu, rss));
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
        closed = true;
        LockSupport.unpark(thread);
    }

    private synchronized void add(Sample sample) {
        samples.add(sample);
    }

    private void run() {
        while (!closed && !ended) {
            LockSupport.parkNanos(PERIOD_NANOS);
            sample();
        }
    }
}
