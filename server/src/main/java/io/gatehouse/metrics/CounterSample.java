package io.gatehouse.metrics;

import io.gatehouse.drops.Drop;
import io.gatehouse.policy.DenyReason;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What was counted up to a moment, or between two.
 *
 * @param requests read from the connection
 * @param granted users who were let in
 * @param denied users who were refused, by the ordinal numbers of the reasons
 * @param dropped requests without an answer, by the ordinal numbers of the reasons
 * @param answers how many answers fell into each bucket of the histogram of their times
 * @param nanos the times of all answers together, in nanoseconds
 */
@SuppressWarnings({"ArrayRecordComponent", "EnumOrdinal"}) // is never compared, nor kept longer than the process
public record CounterSample(long requests, long granted, long[] denied, long[] dropped, long[] answers, long nanos) {
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;

    /** What was counted since an earlier one. */
    public CounterSample since(CounterSample before) {
        return new CounterSample(
                requests - before.requests,
                granted - before.granted,
                difference(denied, before.denied),
                difference(dropped, before.dropped),
                difference(answers, before.answers),
                nanos - before.nanos);
    }

    private static long[] difference(long[] now, long[] before) {
        return IntStream.range(0, now.length).mapToLong(i -> now[i] - before[i]).toArray();
    }

    /** How many users were refused. */
    public long denials() {
        return sum(denied);
    }

    /** How many users were refused for that reason. */
    public long denials(DenyReason reason) {
        return denied[reason.ordinal()];
    }

    /** How many requests got no answer. */
    public long drops() {
        return sum(dropped);
    }

    /** How many requests got no answer for that reason. */
    public long drops(Drop reason) {
        return dropped[reason.ordinal()];
    }

    /** How many requests got no answer for such reasons. */
    public long drops(Predicate<Drop> reasons) {
        long number = 0;
        for (Drop reason : Drop.values()) {
            number += reasons.test(reason) ? drops(reason) : 0;
        }
        return number;
    }

    /** How many answers there were. */
    public long answered() {
        return sum(answers);
    }

    /** The mean time of an answer in milliseconds; not a number where there was none. */
    public double meanMillis() {
        return nanos / NANOS_PER_MILLI / answered();
    }

    /**
     * The time that a share of the answers did not exceed, in milliseconds, by a straight line through the bucket that it falls into;
     * the bound of the last but one bucket for what is longer, and not a number where there was no answer.
     *
     * @param share from 0 to 1
     */
    public double quantileMillis(double share) {
        double[] bounds = LatencyHistogram.bounds();
        double rank = share * answered();
        long below = 0;
        for (int i = 0; i < answers.length - 1; i++) {
            if (answers[i] > 0 && below + answers[i] >= rank) {
                double from = i == 0 ? 0 : bounds[i - 1];
                return (from + (bounds[i] - from) * (rank - below) / answers[i]) * MILLIS_PER_SECOND;
            }
            below += answers[i];
        }
        return answered() == 0 ? Double.NaN : bounds[bounds.length - 2] * MILLIS_PER_SECOND;
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
