package io.gatehouse.flame;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the operating system says of each thread's CPU time. The sampler of native code needs it: it looks at one thread a
 * period, in turn, and cannot tell one that works from one that waits for a socket. What a thread's Java samples do not
 * explain of its CPU time is therefore spread over its native ones, and a thread that only waits gets nothing.
 */
final class ThreadLoads {
    private final Map<Long, double[]> loads = new HashMap<>();

    /** @param cores used on average since the thread's last event, 0 and more */
    void add(long threadId, double cores) {
        double[] sum = loads.computeIfAbsent(threadId, id -> new double[2]);
        sum[0] += cores;
        sum[1]++;
    }

    boolean isEmpty() {
        return loads.isEmpty();
    }

    /** The same samples with native ones weighed again, and without those that are left with nothing. */
    List<StackSample> calibrated(List<StackSample> samples) {
        if (loads.isEmpty()) {
            return samples;
        }
        double nanos = nanos(samples);
        Map<Long, Double> inJava = weights(samples, StackSample.SampleKind.JAVA);
        Map<Long, Double> inNative = weights(samples, StackSample.SampleKind.NATIVE);
        return samples.stream()
                .map(sample -> {
                    if (sample.kind() != StackSample.SampleKind.NATIVE) {
                        return sample;
                    }
                    double left = cores(sample.threadId()) * nanos - inJava.getOrDefault(sample.threadId(), 0.0);
                    double share = sample.weight() / inNative.getOrDefault(sample.threadId(), 1.0);
                    return sample.weighing(left * share);
                })
                .filter(sample -> sample.weight() > 0)
                .toList();
    }

    private double cores(long threadId) {
        double[] sum = loads.get(threadId);
        return sum == null ? 0 : sum[0] / sum[1];
    }

    private static Map<Long, Double> weights(List<StackSample> samples, StackSample.SampleKind kind) {
        return samples.stream()
                .filter(sample -> sample.kind() == kind)
                .collect(Collectors.groupingBy(StackSample::threadId, Collectors.summingDouble(StackSample::weight)));
    }

    /** From the first sample to the last. */
    static double nanos(List<StackSample> samples) {
        Instant first =
                samples.stream().map(StackSample::time).min(Instant::compareTo).orElse(Instant.EPOCH);
        Instant last =
                samples.stream().map(StackSample::time).max(Instant::compareTo).orElse(Instant.EPOCH);
        return Duration.between(first, last).toNanos();
    }
}
