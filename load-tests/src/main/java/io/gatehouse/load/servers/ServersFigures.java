package io.gatehouse.load.servers;

import io.gatehouse.load.answer.Verdict;
import io.gatehouse.load.process.ProcessUsage;
import io.gatehouse.load.report.Figures;
import java.util.ArrayList;
import java.util.List;

/** The result of {@code load servers} as figures; docs/reference/load.md says what each means. */
final class ServersFigures {
    private ServersFigures() {}

    /** The paths of all numbers that a profile's result will have. */
    static List<String> names(Profile profile) {
        Segment nothing = new Segment("", 1, 1, 0, 0, 0, 1, true);
        Tally tally = new Tally(1);
        ProcessUsage usage = ProcessUsage.UNKNOWN;
        Measured part = new Measured(nothing, tally, usage, usage, 0, List.of());
        Figures storm = profile instanceof Profile.Storm ? StormFigures.none() : null;
        RunResult empty = new RunResult(profile.mode(), List.of(part), null, tally, 1, storm);
        return of(empty, new Tally(1), new About(1, false, false, "", 0, 0)).paths();
    }

    static Figures of(RunResult result, Session session) {
        LoadSettings settings = session.settings();
        Tally total = total(result, session);
        About about = new About(
                settings.budget().toNanos() / 1e6,
                settings.isSealed(),
                !settings.expected().issuers().isEmpty(),
                session.connection().serverVersion(),
                session.strays(),
                session.volleys().stream().mapToLong(Volley::unanswerable).sum());
        return of(result, total, about);
    }

    /** What a result says beside its counts. */
    private record About(
            double budgetMillis, boolean sealed, boolean issuerVerified, String version, long strays, long nobody) {}

    private static Figures of(RunResult result, Tally total, About about) {
        Figures figures = new Figures().put("mode", result.mode());
        double seconds = result.measured().stream()
                .mapToDouble(part -> part.segment().seconds())
                .sum();
        counts(figures, total, seconds);
        spent(figures, usage(result, false), usage(result, true), total.answered());
        figures.put("capacity_per_s", result.capacity());
        figures.put("budget_ms", about.budgetMillis());
        figures.put("sealed", about.sealed());
        figures.put("issuer_verified", about.issuerVerified());
        figures.put("server_version", about.version());
        figures.put("answers_to_nobody", about.strays());
        figures.put("nobody_listened", about.nobody());
        figures.put("wrong_by_reason", reasons(total));
        Measured warmup = result.warmup();
        figures.put("warmup", apart(warmup == null ? new Tally(1) : warmup.tally()));
        figures.put("cooldown", apart(result.cooldown()));
        if (result.storm() != null) {
            figures.put("storm", result.storm());
        }
        figures.put(
                "steps",
                result.measured().stream().map(part -> step(part, result)).toList());
        figures.put(
                "series",
                result.measured().stream()
                        .flatMap(part -> part.series().stream())
                        .toList());
        return figures;
    }

    /** All that was measured. Second answers, and answers to nobody, are wrong answers of no one step. */
    static Tally total(RunResult result, Session session) {
        Tally total = result.total(session.settings().budgetMicros());
        total.wrong(
                Verdict.DUPLICATE,
                session.volleys().stream().mapToLong(Volley::duplicates).sum());
        total.wrong(Verdict.UNASKED, session.strays());
        return total;
    }

    private static Figures step(Measured part, RunResult result) {
        Segment segment = part.segment();
        Figures step = new Figures().put(Figures.NAME, segment.name());
        step.put("factor", segment.factor()).put("rate_per_s", segment.rate());
        counts(step, part.tally(), segment.seconds());
        step.put("in_time_of_capacity", part.tally().inTime() / segment.seconds() / result.capacity());
        step.put("recovery_s", part.recoverySeconds());
        spent(step, part.service(), part.server(), part.tally().answered());
        return step;
    }

    /** What is not part of the measurement. */
    private static Figures apart(Tally tally) {
        Figures figures = new Figures();
        figures.put("offered", tally.offered()).put("answered", tally.answered());
        figures.put("wrong", tally.wrong()).put("lost", tally.lost());
        return figures.put("p99_ms", tally.latencyMillis(99));
    }

    private static void counts(Figures figures, Tally tally, double seconds) {
        figures.put("duration_s", seconds);
        figures.put("scheduled", tally.scheduled());
        figures.put("offered", tally.offered());
        figures.put("offered_per_s", tally.offered() / seconds);
        figures.put("answered", tally.answered());
        figures.put("answered_per_s", tally.answered() / seconds);
        figures.put("in_time", tally.inTimeShare());
        figures.put("in_time_count", tally.inTime());
        figures.put("in_time_per_s", tally.inTime() / seconds);
        figures.put("late", tally.late());
        figures.put("denied", tally.denied());
        figures.put("wrong", tally.wrong());
        figures.put("lost", tally.lost());
        figures.put("unverified", tally.unverified());
        figures.put("p50_ms", tally.latencyMillis(50));
        figures.put("p90_ms", tally.latencyMillis(90));
        figures.put("p99_ms", tally.latencyMillis(99));
        figures.put("p999_ms", tally.latencyMillis(99.9));
        figures.put("max_ms", tally.maxMillis());
        figures.put("sender_late_p99_ms", tally.lagMillis(99));
        figures.put("sender_late_max_ms", tally.lagMillis(100));
    }

    private static void spent(Figures figures, ProcessUsage service, ProcessUsage server, long answered) {
        figures.put("cpu_s", service.cpuSeconds());
        figures.put("cores", service.cores());
        figures.put("cpu_us_per_answer", service.cpuMicrosPer(answered));
        figures.put("rss_max_mb", service.rssMaxMb());
        figures.put("server_cpu_s", server.cpuSeconds());
        figures.put("server_cpu_us_per_answer", server.cpuMicrosPer(answered));
        figures.put("server_rss_max_mb", server.rssMaxMb());
    }

    private static ProcessUsage usage(RunResult result, boolean ofServer) {
        List<ProcessUsage> parts = new ArrayList<>();
        result.measured().forEach(part -> parts.add(ofServer ? part.server() : part.service()));
        return ProcessUsage.sum(parts);
    }

    private static Figures reasons(Tally total) {
        Figures reasons = new Figures();
        for (Verdict verdict : Verdict.values()) {
            if (!verdict.isRight()) {
                reasons.put(verdict.figure(), total.wrongByVerdict().getOrDefault(verdict, 0L));
            }
        }
        return reasons;
    }
}
