package io.gatehouse.load.compare;

import io.gatehouse.load.report.FigureSet;

/**
 * What one service did in one round; NaN where it could not be measured.
 *
 * @param cpuSteady CPU microseconds of the service an answer, at a moderate rate
 * @param cpuBusy the same, at saturation
 * @param capacity answers a second at saturation, held to the quota
 * @param p99Half milliseconds, at half of that capacity and under the same quota
 * @param rss most resident memory, in MB
 * @param wrong answers that were not as they must be
 * @param late answers after the deadline
 */
record ServiceFigures(
        double cpuSteady, double cpuBusy, double capacity, double p99Half, double rss, double wrong, double late) {
    static final FigureSet<ServiceFigures> FIGURES = new FigureSet<ServiceFigures>()
            .number("cpu_us_steady", ServiceFigures::cpuSteady)
            .number("cpu_us_busy", ServiceFigures::cpuBusy)
            .number("answers_per_second", ServiceFigures::capacity)
            .number("p99_half_ms", ServiceFigures::p99Half)
            .number("rss_max_mb", ServiceFigures::rss)
            .number("wrong", ServiceFigures::wrong)
            .number("late", ServiceFigures::late);
}
