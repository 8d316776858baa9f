package io.gatehouse.load.scenario;

import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.ServersRun;
import io.gatehouse.load.scenario.RepeatedScenario.Goal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The first 5,000 requests of an instance that was started a moment ago, at a quarter of what a warm one can answer; and how soon an
 * instance is ready, with a directory of each type.
 */
final class ColdStart {
    private static final int REQUESTS = 5_000;

    private static final Objective IN_TIME = Objective.atLeast(
            "a fresh instance, its first 5,000 requests at a quarter of warm capacity: in time", 0.99, Double.NaN, "%");
    private static final Objective LATENCY = Objective.atMost("the same: p99", 200, 50, " ms");

    private static final FigureSet<Figures> COLUMNS = new FigureSet<Figures>()
            .number("warm", "warm capacity/s", NumberFormat.PLAIN, round -> round.value("warm_per_second"))
            .number("in_time", "in time", NumberFormat.PERCENT, round -> round.value("first.in_time"))
            .number("p99_ms", "p99 ms", NumberFormat.PLAIN_TENTHS, round -> round.value("first.p99_ms"))
            .number("late", "late", NumberFormat.PLAIN, round -> round.value("first.late"))
            .number("wrong", "wrong", NumberFormat.PLAIN, round -> ServersRun.wrong(round.group("first")))
            .number("rss", "RSS MB", NumberFormat.PLAIN, round -> round.value("first.rss_max_mb"))
            .text("ready", "ready ms", ColdStart::ready);

    private ColdStart() {}

    static Scenario scenario() {
        return new RepeatedScenario(
                ColdStart::measure,
                ColdStart::summary,
                List.of(
                        new Goal(IN_TIME, round -> round.value("first.in_time")),
                        new Goal(LATENCY, round -> round.value("first.p99_ms")),
                        new Goal(StartUps.objective(), round -> StartUps.slowest(round.group("ready_ms")))),
                COLUMNS);
    }

    private static String ready(Figures round) {
        return round.group("ready_ms").members().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "))
                .replace(".0", "");
    }

    private static String summary(Figures round) {
        return String.format(
                Locale.ROOT,
                "%.0f/s when warm; at a quarter of it, fresh: %.2f %% in time, p99 %.1f ms; ready after ms: %s",
                round.value("warm_per_second"),
                100 * round.value("first.in_time"),
                round.value("first.p99_ms"),
                ready(round));
    }

    private static Figures measure(ScenarioFixture fixture) {
        double capacity = warmCapacity(fixture);
        double rate = capacity / 4;
        try (RunningService fresh = fixture.start(fixture.gatehouse())) {
            fresh.hold(fixture.settings().quota());
            Figures first = fixture.load(fresh)
                    .rate(rate)
                    .warmUp(Duration.ZERO)
                    .lasting(Duration.ofMillis(Math.round(1000 * REQUESTS / rate)))
                    .run();
            return new Figures()
                    .put("warm_per_second", capacity)
                    .put("first", first)
                    .put("ready_ms", StartUps.measure(fixture));
        }
    }

    private static double warmCapacity(ScenarioFixture fixture) {
        try (RunningService warm = fixture.warm(fixture.gatehouse())) {
            return fixture.saturate(warm);
        }
    }
}
