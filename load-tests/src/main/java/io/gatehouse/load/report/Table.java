package io.gatehouse.load.report;

import java.util.ArrayList;
import java.util.List;

/** A table for a terminal: numbers to the right, words to the left, a line under the heads. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heads) {
        this.heads = List.of(heads);
    }

    /** The heads of the columns. */
    public List<String> heads() {
        return heads;
    }

    /** All rows, each with a cell for each head. */
    public List<List<String>> rows() {
        return List.copyOf(rows);
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException when it has not as many cells as there are heads
     */
    public Table row(String... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException(
                    "the table has " + heads.size() + " columns, and the row " + cells.length + " cells");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The table's lines, each ended by a line feed. */
    public String text() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        line(heads, widths, text);
        List<String> rules = new ArrayList<>();
        for (int width : widths) {
            rules.add("-".repeat(width));
        }
        line(rules, widths, text);
        rows.forEach(row -> line(row, widths, text));
        return text.toString();
    }

    /** Whether a cell is to stand at the right of its column. */
    public static boolean isNumber(String cell) {
        return !cell.isEmpty()
                && (Character.isDigit(cell.charAt(0)) || cell.equals("-") || cell.matches("[-+<~][0-9].*"));
    }

    private int[] widths() {
        int[] widths = heads.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private void line(List<String> cells, int[] widths, StringBuilder text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : GAP);
            line.append(isRight(i) ? pad + cells.get(i) : cells.get(i) + pad);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private boolean isRight(int column) {
        return !rows.isEmpty() && rows.stream().allMatch(row -> isNumber(row.get(column)));
    }
}
