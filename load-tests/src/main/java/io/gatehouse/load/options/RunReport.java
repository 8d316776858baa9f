package io.gatehouse.load.options;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.HtmlPage;
import io.gatehouse.load.report.Table;
import java.util.List;

/**
 * What a run found, in the three forms in which it is reported.
 *
 * @param figures for {@code --json} and {@code --expect}
 * @param table for the terminal
 * @param page for {@code --report}
 * @param faults why the run is not a success whatever was expected, a sentence each; mostly none
 */
public record RunReport(Figures figures, Table table, HtmlPage page, List<String> faults) {
    public RunReport {
        faults = List.copyOf(faults);
    }

    /** Without a fault. */
    public RunReport(Figures figures, Table table, HtmlPage page) {
        this(figures, table, page, List.of());
    }
}
