package io.gatehouse.load.rig;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What one figure was in each round of a run, in their order; a round that has no such figure holds NaN. */
public record Samples(List<Double> values) {
    public Samples {
        values = List.copyOf(values);
    }

    /** One figure of each round. */
    public static <R> Samples of(List<R> rounds, ToDoubleFunction<R> figure) {
        return new Samples(rounds.stream().mapToDouble(figure).boxed().toList());
    }

    /** Which way a figure should go. */
    public enum Better {
        LOWER,
        HIGHER
    }

    /** The middle one, or the mean of the two in the middle; NaN of nothing. */
    public double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The worst round; NaN of nothing. */
    public double worst(Better better) {
        double[] sorted = sorted();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return better == Better.LOWER ? sorted[sorted.length - 1] : sorted[0];
    }

    /** Whether every round has the figure. */
    public boolean isComplete() {
        return values.stream().noneMatch(value -> value.isNaN());
    }

    /**
     * These against others, round by round: what is quoted, since absolute figures drift from machine to machine and
     * from minute to minute.
     */
    public Samples dividedBy(Samples others) {
        int rounds = Math.min(values.size(), others.values.size());
        return new Samples(IntStream.range(0, rounds)
                .mapToObj(round -> values.get(round) / others.values.get(round))
                .toList());
    }

    private double[] sorted() {
        double[] sorted = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
