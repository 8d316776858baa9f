package io.gatehouse.load.scenario;

import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.Samples;
import io.gatehouse.load.rig.ServersRun;
import io.gatehouse.load.scenario.RepeatedScenario.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A fresh process in a closed loop: CPU time of an answer in rounds of 20,000 answers without a pause between them, as a
 * multiple of the median of the last three; and of another one, held to the quota, answers a second in its first ten seconds
 * and after two minutes.
 */
final class WarmUpRounds {
    private static final int ROUND = 20_000;
    private static final int ROUNDS = 10;
    private static final int WARM_ROUNDS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration UNTIL_WARM = Duration.ofMinutes(2);

    /** More than a service answers in ten seconds on a fifth of a core. */
    private static final int PART = 100_000;

    private static final int AOT_CACHE_JDK = 25;

    private static final FigureSet<Figures> COLUMNS = new FigureSet<Figures>()
            .number("start_ms", "start ms", NumberFormat.PLAIN, round -> round.value("start_ms"))
            .number("warm_us", "warm us an answer", NumberFormat.PLAIN_TENTHS, round -> round.value("warm_us"))
            .text("rounds", "each 20,000, of warm", WarmUpRounds::curve)
            .number("held_first", "held, first/s", NumberFormat.PLAIN, round -> round.value("held_first_per_s"))
            .number("held_warm", "after 2 min/s", NumberFormat.PLAIN, round -> round.value("held_warm_per_s"))
            .number("held", "of it", NumberFormat.PERCENT_TENTHS, round -> round.value("held_first_of_warm"));

    private WarmUpRounds() {}

    static Scenario scenario() {
        return scenario(Runtime.version().feature());
    }

    /** What is promised depends on the JDK, on which the launcher starts the service as well. */
    static Scenario scenario(int jdk) {
        boolean cached = jdk >= AOT_CACHE_JDK;
        List<Goal> goals = new ArrayList<>(List.of(
                goal(
                        "CPU an answer in the first 20,000 of a fresh process, of warm",
                        cached ? 1.25 : 2,
                        "x",
                        "first_of_warm"),
                goal("the same in any later 20,000", 1.15, "x", "later_of_warm"),
                goal("start-up", StartUps.bound(jdk), " ms", "start_ms"),
                goal("wrong answers", 0, "", "wrong")));
        if (cached) {
            goals.add(new Goal(
                    Objective.atLeast(
                            "answers a second under the quota, in the first ten seconds, of those after two minutes",
                            0.8,
                            Double.NaN,
                            "%"),
                    round -> round.value("held_first_of_warm")));
        }
        return new RepeatedScenario(WarmUpRounds::measure, WarmUpRounds::summary, goals, COLUMNS);
    }

    private static Goal goal(String what, double most, String unit, String figure) {
        return new Goal(Objective.atMost(what, most, Double.NaN, unit), round -> round.value(figure));
    }

    private static String summary(Figures round) {
        return String.format(
                Locale.ROOT,
                "ready after %.0f ms; %.1f us when warm, the rounds %s of it; held: %.0f/s and %.0f/s",
                round.value("start_ms"),
                round.value("warm_us"),
                curve(round),
                round.value("held_first_per_s"),
                round.value("held_warm_per_s"));
    }

    private static String curve(Figures round) {
        return round.list("rounds").stream()
                .map(each -> NumberFormat.PLAIN_HUNDREDTHS.text(each.value("of_warm")))
                .collect(Collectors.joining(" "));
    }

    private static Figures measure(ScenarioFixture fixture) {
        Figures free;
        double start;
        try (RunningService fresh = fixture.start(fixture.gatehouse())) {
            start = StartUps.millis(fresh.readyLine());
            free = fixture.saturated(fresh)
                    .requests(ROUNDS * ROUND)
                    .with("--round", Integer.toString(ROUND))
                    .lasting(LIMIT)
                    .run();
            fresh.check();
        }
        return figures(start, free, held(fixture));
    }

    /** A run for each ten seconds, until two minutes are over and once more. */
    private static List<Figures> held(ScenarioFixture fixture) {
        Duration each = fixture.settings().measured();
        List<Figures> parts = new ArrayList<>();
        try (RunningService fresh = fixture.start(fixture.gatehouse())) {
            fresh.hold(fixture.settings().quota());
            for (long i = 0; i <= UNTIL_WARM.dividedBy(each); i++) {
                parts.add(fixture.saturated(fresh).requests(PART).lasting(each).run());
            }
            fresh.check();
        }
        return parts;
    }

    /**
     * The figures of a round of the scenario.
     *
     * @param free a run with a step for each 20,000 requests
     * @param held a run for each ten seconds under the quota
     */
    static Figures figures(double startMillis, Figures free, List<Figures> held) {
        List<Figures> steps = free.list("steps");
        double warm = Samples.of(
                        steps.subList(Math.max(0, steps.size() - WARM_ROUNDS), steps.size()),
                        step -> step.value("cpu_us_per_answer"))
                .median();
        List<Figures> rounds = steps.stream()
                .map(step -> new Figures()
                        .put("cpu_us_per_answer", step.value("cpu_us_per_answer"))
                        .put("of_warm", step.value("cpu_us_per_answer") / warm)
                        .put("answered_per_s", step.value("answered_per_s")))
                .toList();
        Samples ofWarm = Samples.of(rounds, round -> round.value("of_warm"));
        Samples perSecond = Samples.of(held, part -> part.value("in_time_per_s"));
        double first = perSecond.values().get(0);
        double last = perSecond.values().get(held.size() - 1);
        return new Figures()
                .put("start_ms", startMillis)
                .put("warm_us", warm)
                .put("first_of_warm", ofWarm.values().get(0))
                .put(
                        "later_of_warm",
                        new Samples(ofWarm.values().subList(1, rounds.size())).worst(Samples.Better.LOWER))
                .put("rounds", rounds)
                .put("held_first_per_s", first)
                .put("held_warm_per_s", last)
                .put("held_first_of_warm", first / last)
                .put("held_per_s", perSecond.values())
                .put(
                        "wrong",
                        ServersRun.wrong(free)
                                + held.stream().mapToDouble(ServersRun::wrong).sum());
    }
}
