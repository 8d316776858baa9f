package io.gatehouse.load.scenario;

import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.scenario.RepeatedScenario.Goal;
import java.util.List;
import java.util.Locale;

/** Answers a second of one instance, and of two in the same queue group, each held to the same quota. */
final class TwoInstances {
    private static final Objective MORE =
            Objective.atLeast("two instances under equal CPU quotas against one", 1.8, 1.95, "x");

    /**
     * What is offered, of what was answered in a closed loop. That alone would not do for two: while one has used up its
     * quota, all that is under way would wait for it, and the other would have nothing to do.
     */
    private static final double OFFERED = 1.25;

    private static final FigureSet<Figures> COLUMNS = new FigureSet<Figures>()
            .number("one", "one, answers/s", NumberFormat.PLAIN, round -> round.value("one_per_second"))
            .number("two", "two, answers/s", NumberFormat.PLAIN, round -> round.value("two_per_second"))
            .number("ratio", "ratio", NumberFormat.PLAIN_HUNDREDTHS, round -> round.value("ratio"));

    private TwoInstances() {}

    static Scenario scenario() {
        return new RepeatedScenario(
                TwoInstances::measure,
                round -> String.format(
                        Locale.ROOT, "%.0f/s and %.0f/s", round.value("one_per_second"), round.value("two_per_second")),
                List.of(new Goal(MORE, round -> round.value("ratio"))),
                COLUMNS);
    }

    /** Both are warm before either is measured, so that the first is no newer than the second. */
    private static Figures measure(ScenarioFixture fixture) {
        try (RunningService first = fixture.warm(fixture.gatehouse())) {
            double rate = OFFERED * fixture.saturate(first);
            double one = fixture.offer(rate, first);
            try (RunningService second = fixture.warm(fixture.gatehouse())) {
                double two = fixture.offer(2 * rate, first, second);
                return new Figures()
                        .put("one_per_second", one)
                        .put("two_per_second", two)
                        .put("ratio", two / one);
            }
        }
    }
}
