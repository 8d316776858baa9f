package io.gatehouse.load.servers;

import io.gatehouse.load.answer.AnswerVerdict;
import io.gatehouse.load.options.RunReport;
import io.gatehouse.load.process.ProcessUsage;
import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.servers.batch.RequestBatch;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The result of {@code load servers}; docs/reference/load.md says what each figure means.
 *
 * @param total all measured segments together, with the wrong answers that belong to none of them
 * @param strays answers to no request of the run
 * @param nobody requests whose subject had no subscriber
 */
record ServersReport(
        RunResult result, Measured total, LoadSettings settings, String serverVersion, long strays, long nobody) {
    private static final FigureSet<Measured> COUNTS = new FigureSet<Measured>()
            .number("duration_s", Measured::seconds)
            .count("scheduled", part -> part.counts().scheduled())
            .count("offered", part -> part.counts().offered())
            .number("offered_per_s", "offered/s", NumberFormat.WHOLE, part -> part.perSecond(AnswerCounts::offered))
            .count("answered", part -> part.counts().answered())
            .number("answered_per_s", part -> part.perSecond(AnswerCounts::answered))
            .number(
                    "in_time",
                    "in time",
                    NumberFormat.PERCENT,
                    part -> part.counts().inTimeShare())
            .count("in_time_count", part -> part.counts().inTime())
            .number("in_time_per_s", "in time/s", NumberFormat.WHOLE, part -> part.perSecond(AnswerCounts::inTime))
            .count("late", "late", NumberFormat.PLAIN, part -> part.counts().late())
            .count("denied", "denied", NumberFormat.PLAIN, part -> part.counts().denied())
            .count("wrong", "wrong", NumberFormat.PLAIN, part -> part.counts().wrong())
            .count("lost", "lost", NumberFormat.PLAIN, part -> part.counts().lost())
            .count("unverified", part -> part.counts().unverified())
            .number("p50_ms", "p50 ms", NumberFormat.TENTHS, part -> part.latency(50))
            .number("p90_ms", "p90 ms", NumberFormat.TENTHS, part -> part.latency(90))
            .number("p99_ms", "p99 ms", NumberFormat.TENTHS, part -> part.latency(99))
            .number("p999_ms", "p99.9 ms", NumberFormat.TENTHS, part -> part.latency(99.9))
            .number(
                    "max_ms",
                    "max ms",
                    NumberFormat.TENTHS,
                    part -> part.counts().maxMillis())
            .number("sender_late_p99_ms", "sent late ms", NumberFormat.TENTHS, part -> part.lag(99))
            .number("sender_late_max_ms", part -> part.lag(100));

    private static final FigureSet<Measured> SPENT = new FigureSet<Measured>()
            .number("cpu_s", part -> part.service().cpuSeconds())
            .number("cpu_us_per_answer", "CPU us/answer", NumberFormat.WHOLE, part -> part.cpuMicrosOf(part.service()))
            .number(
                    "cores",
                    "cores",
                    NumberFormat.HUNDREDTHS,
                    part -> part.service().cores())
            .number(
                    "rss_max_mb",
                    "RSS MB",
                    NumberFormat.WHOLE,
                    part -> part.service().rssMaxMb())
            .number("server_cpu_s", part -> part.server().cpuSeconds())
            .number("server_cpu_us_per_answer", part -> part.cpuMicrosOf(part.server()))
            .number("server_rss_max_mb", part -> part.server().rssMaxMb());

    private static final FigureSet<StepResult> STEP = new FigureSet<StepResult>()
            .text(Figures.NAME, "step", step -> step.part().segment().name())
            .number("factor", step -> step.part().segment().factor())
            .number("rate_per_s", step -> step.part().segment().rate())
            .include(COUNTS, StepResult::part)
            .number("in_time_of_capacity", step -> step.part().perSecond(AnswerCounts::inTime) / step.capacity())
            .number("recovery_s", step -> step.part().recoverySeconds())
            .include(SPENT, StepResult::part);

    /** What is not part of the measurement. */
    private static final FigureSet<AnswerCounts> UNCOUNTED = new FigureSet<AnswerCounts>()
            .count("offered", AnswerCounts::offered)
            .count("answered", AnswerCounts::answered)
            .count("late", AnswerCounts::late)
            .count("wrong", AnswerCounts::wrong)
            .count("lost", AnswerCounts::lost)
            .number("p99_ms", counts -> counts.latencyMillis(99));

    private static final FigureSet<ServersReport> FIGURES = figures(new FigureSet<>());

    private static final FigureSet<ServersReport> STORM_FIGURES = figures(new FigureSet<ServersReport>()
            .group("storm", StormResult.FIGURES, report -> Objects.requireNonNull(report.result.storm())));

    /** A measured segment, with the capacity of the run. */
    private record StepResult(Measured part, double capacity) {}

    private static FigureSet<ServersReport> figures(FigureSet<ServersReport> storm) {
        return new FigureSet<ServersReport>()
                .text("mode", report -> report.result.mode())
                .include(COUNTS, ServersReport::total)
                .include(SPENT, ServersReport::total)
                .number("capacity_per_s", report -> report.result.capacity())
                .number("budget_ms", report -> report.settings.budget().toNanos() / 1e6)
                .flag("sealed", report -> report.settings.isSealed())
                .flag("issuer_verified", report -> report.settings.isIssuerVerified())
                .text("server_version", ServersReport::serverVersion)
                .count("answers_to_nobody", ServersReport::strays)
                .count("nobody_listened", ServersReport::nobody)
                .group("wrong_by_reason", reasons(), report -> report.total.counts())
                .group("warmup", UNCOUNTED, report -> report.result.warmupTally())
                .group("cooldown", UNCOUNTED, report -> report.result.cooldown())
                .include(storm, report -> report)
                .list("steps", STEP, ServersReport::steps)
                .rows("series", Second.FIGURES, report -> report.result.series());
    }

    private static FigureSet<AnswerCounts> reasons() {
        FigureSet<AnswerCounts> reasons = new FigureSet<>();
        for (AnswerVerdict verdict : AnswerVerdict.values()) {
            if (!verdict.isRight()) {
                reasons.count(verdict.figure(), counts -> counts.wrong(verdict));
            }
        }
        return reasons;
    }

    /** The report of a run whose answers were all verified. */
    static ServersReport of(RunResult result, LoadSession session) {
        AnswerCounts counts = result.total(session.settings().budgetMicros());
        counts.wrong(AnswerVerdict.DUPLICATE, session.sum(RequestBatch::duplicates));
        counts.wrong(AnswerVerdict.UNASKED, session.strays());
        return new ServersReport(
                result,
                total(result, counts),
                session.settings(),
                session.connection().serverVersion(),
                session.strays(),
                session.sum(RequestBatch::unanswerable));
    }

    /** All measured segments as one, with the counts of all of them. */
    static Measured total(RunResult result, AnswerCounts counts) {
        List<Measured> parts = result.measured();
        long nanos = parts.stream().mapToLong(part -> part.segment().nanos()).sum();
        Segment all = new Segment(result.mode(), Double.NaN, Double.NaN, 0, 0, 0, nanos, true);
        ProcessUsage service =
                ProcessUsage.sum(parts.stream().map(Measured::service).toList());
        ProcessUsage server =
                ProcessUsage.sum(parts.stream().map(Measured::server).toList());
        return new Measured(all, counts, service, server, Double.NaN, List.of());
    }

    /** The paths of all numbers that a profile's result will have. */
    static Collection<String> paths(LoadProfile profile) {
        return (profile instanceof LoadProfile.Storm ? STORM_FIGURES : FIGURES).paths();
    }

    private List<StepResult> steps() {
        return result.measured().stream()
                .map(part -> new StepResult(part, result.capacity()))
                .toList();
    }

    Figures figures() {
        return (result.storm() == null ? FIGURES : STORM_FIGURES).figures(this);
    }

    /** A row for each step. */
    Table table() {
        return STEP.table(steps());
    }

    /**
     * The result in every form.
     *
     * @param wrongExpected whether wrong answers are bounded by an expectation
     */
    RunReport outcome(LoadProfile profile, boolean wrongExpected) {
        Figures figures = figures();
        return new RunReport(
                figures,
                table(),
                ServersPage.of(this, figures, profile),
                Faults.of(total.counts(), settings.isSealed(), wrongExpected));
    }
}
