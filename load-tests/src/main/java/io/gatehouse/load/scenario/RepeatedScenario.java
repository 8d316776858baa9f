package io.gatehouse.load.scenario;

import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.rig.ObjectiveResult;
import io.gatehouse.load.rig.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A scenario that measures the same figures in each round.
 *
 * @param measurement takes the figures of a round
 * @param summary a round in a line
 * @param goals the objectives, each with its figure
 * @param columns of the table, which has a row for each round
 */
record RepeatedScenario(
        Measurement measurement, Function<Figures, String> summary, List<Goal> goals, FigureSet<Figures> columns)
        implements Scenario {
    RepeatedScenario {
        goals = List.copyOf(goals);
    }

    /** Takes the figures of one round. */
    interface Measurement {
        Figures measure(ScenarioFixture fixture);
    }

    /** An objective, and the figure of a round that is held against it. */
    record Goal(Objective objective, ToDoubleFunction<Figures> figure) {
        private ObjectiveResult result(List<Figures> rounds) {
            return new ObjectiveResult(objective, Samples.of(rounds, figure));
        }
    }

    /** A round with its number, from 1. */
    private record Round(int number, Figures figures) {}

    @Override
    public ScenarioResult run(ScenarioSettings settings) {
        List<Figures> rounds = new ArrayList<>();
        try (ScenarioFixture fixture = ScenarioFixture.open(settings)) {
            for (int round = 1; round <= settings.rounds(); round++) {
                Figures figures = measurement.measure(fixture);
                rounds.add(figures);
                settings.tell("round " + round + " of " + settings.rounds() + ": " + summary.apply(figures));
            }
        }
        return result(rounds);
    }

    ScenarioResult result(List<Figures> rounds) {
        return new ScenarioResult(
                goals.stream().map(goal -> goal.result(rounds)).toList(), table(rounds), rounds);
    }

    private Table table(List<Figures> rounds) {
        List<Round> numbered = IntStream.range(0, rounds.size())
                .mapToObj(index -> new Round(index + 1, rounds.get(index)))
                .toList();
        return new FigureSet<Round>()
                .text("round", "round", round -> Integer.toString(round.number))
                .include(columns, Round::figures)
                .table(numbered);
    }
}
