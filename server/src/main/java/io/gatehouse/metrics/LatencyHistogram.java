package io.gatehouse.metrics;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of durations, with buckets from half a millisecond to the two seconds after which nats-server waits for no
 * answer. Recording takes a few nanoseconds, allocates nothing, and no two threads wait for each other.
 */
final class LatencyHistogram {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long MICROS = 1_000L;
    private static final long MILLIS = 1_000_000L;

    /** The buckets' upper bounds in nanoseconds, each inclusive; what is longer than the last has a bucket too. */
    private static final long[] BOUNDS = {
        500 * MICROS,
        MILLIS,
        2 * MILLIS,
        5 * MILLIS,
        10 * MILLIS,
        20 * MILLIS,
        50 * MILLIS,
        100 * MILLIS,
        200 * MILLIS,
        500 * MILLIS,
        1_000 * MILLIS,
        1_500 * MILLIS,
        2_000 * MILLIS
    };

    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    /** Of each bucket the last duration that was traced. */
    private final AtomicReferenceArray<@Nullable TracedTime> traced = new AtomicReferenceArray<>(counts.length);

    LatencyHistogram() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** Records a duration in nanoseconds; a negative one counts as 0. */
    void record(long elapsed) {
        long time = Math.max(0, elapsed);
        counts[bucket(time)].increment();
        nanos.add(time);
    }

    /** Keeps a duration that was recorded, and traced, as the example of its bucket. */
    void exemplify(TracedTime time) {
        traced.set(bucket(time.nanos()), time);
    }

    private static int bucket(long time) {
        int bucket = 0;
        while (bucket < BOUNDS.length && time > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** The durations that are examples of their buckets. */
    List<TracedTime> traced() {
        return IntStream.range(0, traced.length())
                .mapToObj(traced::get)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** The buckets' upper bounds in seconds; the last is infinity. */
    static double[] bounds() {
        double[] seconds = new double[BOUNDS.length + 1];
        for (int i = 0; i < BOUNDS.length; i++) {
            seconds[i] = BOUNDS[i] / NANOS_PER_SECOND;
        }
        seconds[BOUNDS.length] = Double.POSITIVE_INFINITY;
        return seconds;
    }

    /** How many fell into each bucket. */
    long[] counts() {
        long[] sums = new long[counts.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i].sum();
        }
        return sums;
    }

    /** All times together, in nanoseconds. */
    long nanos() {
        return nanos.sum();
    }

    /** All times together, in seconds. */
    double total() {
        return nanos() / NANOS_PER_SECOND;
    }
}
