package io.gatehouse.load.scenario;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.rig.Row;
import java.util.List;

/**
 * What a scenario found.
 *
 * @param rows what is promised, and what was seen
 * @param details the figures behind them, for people
 * @param figures the same for machines
 */
record Findings(List<Row> rows, Table details, List<Figures> figures) {
    Findings {
        rows = List.copyOf(rows);
        figures = List.copyOf(figures);
    }
}
