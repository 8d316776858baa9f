package io.gatehouse.load.plan;

import io.gatehouse.load.plan.storm.StormOutcome;
import io.gatehouse.load.plan.storm.StormSettings;
import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.NumberFormat;

/**
 * One plan, and what became of the storm with it.
 *
 * @param withinSeconds what was asked for
 */
record PlanRow(StormSettings settings, MemoryNeed memory, StormOutcome outcome, double withinSeconds) {
    static final FigureSet<PlanRow> FIGURES = new FigureSet<PlanRow>()
            .count("instances", "instances", NumberFormat.PLAIN, PlanRow::instances)
            .number(
                    "cores",
                    "cores",
                    NumberFormat.PLAIN,
                    row -> row.settings.service().cores())
            .count(
                    "hashing_threads",
                    "hashing",
                    NumberFormat.PLAIN,
                    row -> row.settings.service().hashingThreads())
            .count("memory_mib", "MiB", NumberFormat.PLAIN, row -> row.memory.processMib())
            .count("heap_mib", row -> row.memory.heapMib())
            .count("cache_mib", row -> row.memory.cacheMib())
            .number("p50_back_s", "50 % s", NumberFormat.PLAIN_TENTHS, row -> row.outcome.secondsUntil(0.5))
            .number("p99_back_s", "99 % s", NumberFormat.PLAIN_TENTHS, row -> row.outcome.secondsUntil(0.99))
            .number("all_back_s", "all s", NumberFormat.PLAIN_TENTHS, row -> row.outcome.secondsUntil(1))
            .count("back", row -> row.outcome.back())
            .number("back_share", "back", NumberFormat.PERCENT_TENTHS, PlanRow::backShare)
            .count("lost_for_good", row -> row.outcome.lostForGood())
            .number("attempts_each", "tries", NumberFormat.PLAIN_TENTHS, PlanRow::attemptsEach)
            .count("attempts", row -> row.outcome.counts().attempts())
            .count("timed_out", row -> row.outcome.counts().timedOut())
            .count("refused", row -> row.outcome.counts().refused())
            .count("requests", row -> row.outcome.counts().requests())
            .count("answers", row -> row.outcome.counts().answers())
            .count(
                    "shed",
                    "shed",
                    NumberFormat.WHOLE,
                    row -> row.outcome.counts().shed())
            .count(
                    "late",
                    "late",
                    NumberFormat.WHOLE,
                    row -> row.outcome.counts().late())
            .count("hashes", row -> row.outcome.counts().hashes())
            .count("lookups", row -> row.outcome.counts().lookups())
            .count(
                    "queue_peak",
                    "queue",
                    NumberFormat.WHOLE,
                    row -> row.outcome.counts().queuePeak())
            .count(
                    "hash_queue_peak",
                    "hash queue",
                    NumberFormat.WHOLE,
                    row -> row.outcome.counts().hashQueuePeak())
            .number("service_cpu_s", row -> row.outcome.serviceCpuSeconds())
            .number("server_cpu_s", row -> row.outcome.brokerCpuSeconds())
            .text("holds", "holds", row -> row.holds() ? "yes" : "no");

    /** Of all clusters together. */
    int instances() {
        return settings.brokers().clusters() * settings.service().instances();
    }

    /** Whether all clients are back in time, and none is lost. */
    boolean holds() {
        return outcome.isAllBack() && outcome.secondsUntil(1) <= withinSeconds;
    }

    private double backShare() {
        return (double) outcome.back() / outcome.clients();
    }

    private double attemptsEach() {
        return (double) outcome.counts().attempts() / outcome.clients();
    }
}
