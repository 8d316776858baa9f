package io.gatehouse.load.process;

import io.gatehouse.load.process.ProcessSampler.UsageSample;
import java.util.List;

/**
 * What processes spent in a part of the run; every figure is NaN when it was not measured.
 *
 * @param cpuSeconds CPU time, of all threads
 * @param cores CPU time per time: 1 is one core at full work
 * @param rssMaxMb the most resident memory, in MB of 1,048,576 bytes
 */
public record ProcessUsage(double cpuSeconds, double cores, double rssMaxMb) {
    /** Nothing was measured. */
    public static final ProcessUsage UNKNOWN = new ProcessUsage(Double.NaN, Double.NaN, Double.NaN);

    private static final double NANOS = 1e9;
    private static final double MB = 1024.0 * 1024.0;

    /** CPU microseconds for each of so many things. */
    public double cpuMicrosPer(long count) {
        return count == 0 ? Double.NaN : cpuSeconds * 1e6 / count;
    }

    /** What was spent in several parts together. */
    public static ProcessUsage sum(List<ProcessUsage> parts) {
        double cpu = 0;
        double time = 0;
        double rss = Double.NaN;
        for (ProcessUsage part : parts) {
            cpu += part.cpuSeconds;
            time += part.cores == 0 ? 0 : part.cpuSeconds / part.cores;
            rss = Double.isNaN(rss) ? part.rssMaxMb : Math.max(rss, part.rssMaxMb);
        }
        return new ProcessUsage(cpu, cpu / time, rss);
    }

    static ProcessUsage of(List<UsageSample> samples, long from, long to) {
        if (samples.size() < 2 || to <= from) {
            return UNKNOWN;
        }
        long rss = samples.stream()
                .filter(sample -> sample.atNanos() >= from && sample.atNanos() <= to)
                .mapToLong(UsageSample::rssBytes)
                .max()
                .orElse(samples.get(samples.size() - 1).rssBytes());
        double cpu = cpuAt(samples, to) - cpuAt(samples, from);
        return new ProcessUsage(cpu / NANOS, cpu / (to - from), rss / MB);
    }

    /** The CPU time at a time between two samples is taken to have grown evenly. */
    private static double cpuAt(List<UsageSample> samples, long at) {
        UsageSample before = samples.get(0);
        for (UsageSample sample : samples) {
            if (sample.atNanos() >= at) {
                return between(before, sample, at);
            }
            before = sample;
        }
        return before.cpuNanos();
    }

    private static double between(UsageSample before, UsageSample after, long at) {
        long span = after.atNanos() - before.atNanos();
        if (span <= 0) {
            return after.cpuNanos();
        }
        double share = Math.max(0, (double) (at - before.atNanos()) / span);
        return before.cpuNanos() + share * (after.cpuNanos() - before.cpuNanos());
    }
}
