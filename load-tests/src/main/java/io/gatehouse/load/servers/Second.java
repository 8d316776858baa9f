package io.gatehouse.load.servers;

import io.gatehouse.load.process.ProcessUsage;
import io.gatehouse.load.report.FigureSet;

/**
 * A second of a run.
 *
 * @param atSeconds when it begins, counted from the beginning of what is measured
 * @param seconds how long it is; the last of a segment may be shorter
 * @param depth requests that wait in the service at its end
 * @param shedPerSecond requests that the service dropped
 */
record Second(
        double atSeconds,
        String step,
        double seconds,
        AnswerCounts counts,
        ProcessUsage service,
        double depth,
        double shedPerSecond) {
    static final FigureSet<Second> FIGURES = new FigureSet<Second>()
            .number("t_s", Second::atSeconds)
            .text("step", Second::step)
            .number("offered_per_s", second -> second.counts.offered() / second.seconds)
            .number("in_time_per_s", second -> second.counts.inTime() / second.seconds)
            .number("late_per_s", second -> second.counts.late() / second.seconds)
            .number("wrong_per_s", second -> second.counts.wrong() / second.seconds)
            .number("lost_per_s", second -> second.counts.lost() / second.seconds)
            .number("p50_ms", second -> second.counts.latencyMillis(50))
            .number("p99_ms", second -> second.counts.latencyMillis(99))
            .number("cores", second -> second.service.cores())
            .number("rss_mb", second -> second.service.rssMaxMb())
            .number("queue_depth", Second::depth)
            .number("shed_per_s", Second::shedPerSecond);
}
