package io.gatehouse.load.servers;

import io.gatehouse.load.process.ProcessUsage;
import io.gatehouse.load.report.Figures;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A segment of a run, counted.
 *
 * @param service what the service's processes spent in it
 * @param server what nats-server spent in it
 * @param recoverySeconds from its beginning until 99 % were in time and stayed so; NaN when they never did
 * @param series a row for each second
 */
record Measured(
        Segment segment,
        AnswerCounts counts,
        ProcessUsage service,
        ProcessUsage server,
        double recoverySeconds,
        List<Figures> series) {
    Measured {
        series = List.copyOf(series);
    }

    double seconds() {
        return segment.seconds();
    }

    double perSecond(ToLongFunction<AnswerCounts> count) {
        return count.applyAsLong(counts) / segment.seconds();
    }

    /** The latency that a percentage of the right answers did not exceed, in ms. */
    double latency(double percentile) {
        return counts.latencyMillis(percentile);
    }

    /** How late a percentage of the requests were sent at most, in ms. */
    double lag(double percentile) {
        return counts.lagMillis(percentile);
    }

    /** CPU microseconds for each answer. */
    double cpuMicrosOf(ProcessUsage usage) {
        return usage.cpuMicrosPer(counts.answered());
    }
}
