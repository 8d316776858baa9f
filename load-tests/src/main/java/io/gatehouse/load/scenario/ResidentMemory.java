package io.gatehouse.load.scenario;

import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.scenario.RepeatedScenario.Goal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Resident memory during a minute at ten times of what the service can answer: how much, and whether it grows. The minute
 * is taken in six parts, since the load tool keeps all requests of a part ready in its own memory.
 */
final class ResidentMemory {
    private static final String PARTS = "10,10,10,10,10,10";

    private static final Objective MOST = Objective.atMost("resident memory during a minute at 10x", 256, 160, " MB");

    /** The first part still fills the heap. */
    private static final Objective FLAT =
            Objective.atMost("the same, flat: its last sixth against its second", 1.1, 1.02, "x");

    private static final FigureSet<Figures> COLUMNS =
            new FigureSet<Figures>().text("parts", "MB in each sixth of the time", ResidentMemory::parts);

    private ResidentMemory() {}

    static Scenario scenario() {
        return new RepeatedScenario(
                ResidentMemory::measure,
                round -> parts(round) + " MB",
                List.of(
                        new Goal(MOST, round -> round.value("rss_max_mb")),
                        new Goal(FLAT, round -> round.value("growth"))),
                COLUMNS);
    }

    private static String parts(Figures round) {
        return String.valueOf(round.members().get("rss_in_parts_mb"));
    }

    private static Figures measure(ScenarioFixture fixture) {
        return figures(fixture.measureSteps(fixture.gatehouse(), PARTS));
    }

    static Figures figures(Figures run) {
        List<Double> parts =
                run.list("steps").stream().map(step -> step.value("rss_max_mb")).toList();
        double most = parts.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        double growth = parts.size() < 2 ? Double.NaN : parts.get(parts.size() - 1) / parts.get(1);
        String text = parts.stream()
                .map(part -> String.format(Locale.ROOT, "%.0f", part))
                .collect(Collectors.joining(" "));
        return new Figures().put("rss_max_mb", most).put("growth", growth).put("rss_in_parts_mb", text);
    }
}
