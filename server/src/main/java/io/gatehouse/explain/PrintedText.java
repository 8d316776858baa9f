package io.gatehouse.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lines for people: headings, and rows of a name and a value below them. */
public final class PrintedText {
    private static final int NAME_WIDTH = 14;

    private final List<String> lines = new ArrayList<>();

    public void heading(String words) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(plain(words));
    }

    public void row(String name, String value) {
        lines.add("  " + plain(name) + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + plain(value));
    }

    /** Nothing for an empty list. */
    public void row(String name, List<String> values) {
        if (!values.isEmpty()) {
            row(name, String.join(", ", values));
        }
    }

    /** Lines that are shown as they are, each a little to the right. */
    public void block(String text) {
        text.lines().map(PrintedText::plain).forEach(line -> lines.add("  " + line));
    }

    /** What comes from a directory or a client must not steer a terminal. */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(steers(c) ? '?' : c));
        return plain.toString();
    }

    /** The same of several lines, which stay lines. */
    public static String plainLines(String text) {
        return text.lines().map(PrintedText::plain).collect(Collectors.joining("\n"));
    }

    /** JSON that says the same, with all escaped in its texts that may steer a terminal. */
    public static String json(String json) {
        StringBuilder plain = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c == '\r') {
                plain.append(' '); // white space in JSON, and never within a text
            } else if (c == '\n' || c == '\t' || !steers(c)) {
                plain.appendCodePoint(c);
            } else {
                for (char half : Character.toChars(c)) {
                    plain.append("\\u%04x".formatted((int) half));
                }
            }
        });
        return plain.toString();
    }

    private static boolean steers(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
