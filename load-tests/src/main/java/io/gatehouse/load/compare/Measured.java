package io.gatehouse.load.compare;

import io.gatehouse.load.report.Figures;

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
record Measured(
        double cpuSteady, double cpuBusy, double capacity, double p99Half, double rss, double wrong, double late) {
    Figures figures() {
        return new Figures()
                .put("cpu_us_steady", cpuSteady)
                .put("cpu_us_busy", cpuBusy)
                .put("answers_per_second", capacity)
                .put("p99_half_ms", p99Half)
                .put("rss_max_mb", rss)
                .put("wrong", wrong)
                .put("late", late);
    }
}
