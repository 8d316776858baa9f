package io.gatehouse.logging;

/**
 * Keeps a text on its line: what could end the line, steer a terminal or turn the reading direction is written as an
 * escape that JSON knows too.
 */
public final class Escapes {
    private static final String HEX = "0123456789abcdef";

    private Escapes() {}

    /** Appends free text, at most {@link Line#MAX_TEXT} characters of it: control and format characters and lone surrogates are escaped. */
    static void text(StringBuilder out, String text) {
        append(out, text, Math.min(text.length(), Line.MAX_TEXT), false);
        if (text.length() > Line.MAX_TEXT) {
            out.append('…');
        }
    }

    /** Appends the inside of a quoted string, at most {@code max} characters of it: quotes and backslashes are escaped too. */
    public static void quoted(StringBuilder out, String text, int max) {
        append(out, text, Math.min(text.length(), max), true);
        if (text.length() > max) {
            out.append('…');
        }
    }

    private static void append(StringBuilder out, String text, int end, boolean quotes) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append(quotes ? "\\" : "").append(c);
            } else if (c >= ' ' && c < 0x7f) {
                out.append(c);
            } else if (i + 1 < end && isPlainPair(c, text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                other(out, c);
            }
        }
    }

    private static void other(StringBuilder out, char c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isPlain(c)) {
                    out.append(c);
                } else {
                    unicode(out, c);
                }
            }
        }
    }

    private static void unicode(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 0xf));
        }
    }

    private static boolean isPlainPair(char high, char low) {
        return Character.isSurrogatePair(high, low) && isPlain(Character.toCodePoint(high, low));
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
