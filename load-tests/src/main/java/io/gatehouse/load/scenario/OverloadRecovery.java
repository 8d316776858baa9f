package io.gatehouse.load.scenario;

import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.scenario.RepeatedScenario.Goal;
import java.util.List;
import java.util.Locale;

/** Ten times of what the service can answer, and then 0.8 times: how long until 99 % are in time and stay so. */
final class OverloadRecovery {
    private static final Objective BACK =
            Objective.atMost("recovery to 99 % in time after load falls to 0.8x", 2, 1, " s");

    private static final FigureSet<Figures> COLUMNS = new FigureSet<Figures>()
            .number("capacity", "capacity/s", NumberFormat.PLAIN, round -> round.value("capacity_per_s"))
            .number("goodput", "in time/s at 10x", NumberFormat.PLAIN, round -> round.value("steps[10x].in_time_per_s"))
            .number("in_time", "in time at 0.8x", NumberFormat.PERCENT, round -> round.value("steps[0.8x].in_time"))
            .number("recovery", "back after s", NumberFormat.PLAIN_TENTHS, OverloadRecovery::seconds);

    private OverloadRecovery() {}

    static Scenario scenario() {
        return new RepeatedScenario(
                fixture -> fixture.measureSteps(fixture.gatehouse(), "10,0.8", "--seamless"),
                round -> String.format(Locale.ROOT, "back after %.1f s", seconds(round)),
                List.of(new Goal(BACK, OverloadRecovery::seconds)),
                COLUMNS);
    }

    /** An hour, which no objective allows, where it was never back. */
    static double seconds(Figures round) {
        double seconds = round.value("steps[0.8x].recovery_s");
        return Double.isNaN(seconds) ? 3600 : seconds;
    }
}
