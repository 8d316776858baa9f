package io.gatehouse.load.options;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.Page;
import io.gatehouse.load.report.Table;

/**
 * What a run found, in the three forms in which it is told.
 *
 * @param figures for {@code --json} and {@code --expect}
 * @param table for the terminal
 * @param page for {@code --report}
 */
public record Outcome(Figures figures, Table table, Page page) {}
