package io.gatehouse.load.scenario;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.rig.ObjectiveResult;
import java.util.List;

/**
 * What a scenario found.
 *
 * @param objectives what Gatehouse is held to, and what was measured
 * @param details the figures behind them, as a table
 * @param figures the same as JSON
 */
record ScenarioResult(List<ObjectiveResult> objectives, Table details, List<Figures> figures) {
    ScenarioResult {
        objectives = List.copyOf(objectives);
        figures = List.copyOf(figures);
    }
}
