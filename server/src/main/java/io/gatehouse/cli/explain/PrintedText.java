package io.gatehouse.cli.explain;

import java.util.ArrayList;
import java.util.List;

/** Lines for people: headings, and rows of a name and a value below them. */
final class PrintedText {
    private static final int NAME_WIDTH = 14;

    private final List<String> lines = new ArrayList<>();

    void heading(String words) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(plain(words));
    }

    void row(String name, String value) {
        lines.add("  " + plain(name) + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + plain(value));
    }

    /** Nothing for an empty list. */
    void row(String name, List<String> values) {
        if (!values.isEmpty()) {
            row(name, String.join(", ", values));
        }
    }

    /** Lines that are shown as they are, each a little to the right. */
    void block(String text) {
        text.lines().map(PrintedText::plain).forEach(line -> lines.add("  " + line));
    }

    /** What comes from a directory or a client must not steer a terminal. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> plain.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
        return plain.toString();
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
