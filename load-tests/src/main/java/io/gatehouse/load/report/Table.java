package io.gatehouse.load.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for a terminal: numbers to the right, words to the left, a line under the heads. One that is wider than 120
 * characters is continued below, with the first column repeated.
 */
public final class Table {
    private static final String GAP = "  ";
    private static final int WIDEST = 120;

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

    /** The table as a page of the docs has it. */
    public String markdown() {
        StringBuilder text = new StringBuilder(markdown(heads));
        text.append('|').append("---|".repeat(heads.size())).append('\n');
        rows.forEach(row -> text.append(markdown(row)));
        return text.toString();
    }

    private static String markdown(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** The table's lines, each ended by a line feed. */
    public String text() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (int from = 1; from == 1 || from < widths.length; ) {
            int to = end(widths, from);
            if (from > 1) {
                text.append('\n');
            }
            block(from, to, widths, text);
            from = Math.max(to, 2);
        }
        return text.toString();
    }

    /** Behind the last column that fits into a line which begins with the first column and the one at {@code from}. */
    private static int end(int[] widths, int from) {
        int width = widths[0];
        int to = from;
        while (to < widths.length && (to == from || width + GAP.length() + widths[to] <= WIDEST)) {
            width += GAP.length() + widths[to];
            to++;
        }
        return to;
    }

    /** The first column, and those from one to before another. */
    private void block(int from, int to, int[] widths, StringBuilder text) {
        List<String> rules = new ArrayList<>();
        for (int width : widths) {
            rules.add("-".repeat(width));
        }
        line(heads, from, to, widths, text);
        line(rules, from, to, widths, text);
        rows.forEach(row -> line(row, from, to, widths, text));
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

    private void line(List<String> cells, int from, int to, int[] widths, StringBuilder text) {
        StringBuilder line = new StringBuilder(cell(cells, 0, widths));
        for (int i = from; i < to; i++) {
            line.append(GAP).append(cell(cells, i, widths));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private String cell(List<String> cells, int column, int[] widths) {
        String pad = " ".repeat(widths[column] - cells.get(column).length());
        return isRight(column) ? pad + cells.get(column) : cells.get(column) + pad;
    }

    private boolean isRight(int column) {
        return !rows.isEmpty() && rows.stream().allMatch(row -> isNumber(row.get(column)));
    }
}
