package io.gatehouse.load.rig;

import io.gatehouse.load.report.Table;
import java.util.List;
import java.util.stream.Collectors;

/** The table that says what must be seen, and what was seen. */
public final class Rows {
    private static final String[] HEADS = {"", "hold", "stretch", "median", "worst", ""};

    private Rows() {}

    /** For the terminal. */
    public static Table table(List<Row> rows) {
        Table table = new Table(HEADS);
        rows.forEach(row -> table.row(row.cells().toArray(String[]::new)));
        return table;
    }

    /** For a page of the docs. */
    public static String markdown(List<Row> rows) {
        return "| " + String.join(" | ", HEADS) + " |\n|" + "---|".repeat(HEADS.length) + "\n"
                + rows.stream().map(row -> row.markdown() + "\n").collect(Collectors.joining());
    }
}
