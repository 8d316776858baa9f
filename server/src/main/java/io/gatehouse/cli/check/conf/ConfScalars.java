package io.gatehouse.cli.check.conf;

import io.gatehouse.cli.check.conf.ConfToken.Kind;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the plain values of nats-server's configuration: texts, numbers, dates, switches and variables. What is not quoted
 * is a number or a date only when all of it is one: {@code 4e2abc} is a text, {@code 12kb} and {@code 5m} are numbers.
 */
final class ConfScalars {
    private static final Set<String> SWITCHES = Set.of("true", "false", "on", "off", "yes", "no");
    private static final String SUFFIXES = "kKmMgGtTpPeE";
    private static final String DATE_AFTER_YEAR = "00-00T00:00:00Z";
    private static final int YEAR_AND_DASH = 5;

    private final ConfCursor cursor;

    ConfScalars(ConfCursor cursor) {
        this.cursor = cursor;
    }

    /** The value that begins here; an {@code END} where the text ends at a quote. */
    ConfToken read() {
        int line = cursor.line();
        char c = cursor.peek();
        if (c == '\'' || c == '"') {
            return quoted(line);
        }
        if (c == '-' || Character.isDigit(c)) {
            return number(line);
        }
        if (cursor.take('(')) {
            return block(line);
        }
        if (c == '.') {
            throw cursor.error("a number cannot begin with a point");
        }
        if (ConfCursor.isLineEnd(c)) {
            throw cursor.error("a value is missing: it must begin on the line of its ':' or '='");
        }
        return bare(cursor.position(), line);
    }

    private ConfToken quoted(int line) {
        char quote = cursor.next();
        StringBuilder value = new StringBuilder();
        int begin = cursor.position();
        while (cursor.peek() != quote) {
            if (cursor.peek() == ConfCursor.END) {
                if (cursor.isAtEnd() && cursor.position() == begin) {
                    return new ConfToken(Kind.END, "", line);
                }
                throw new ConfException("line " + line + ": a quoted text has no end");
            }
            if (cursor.peek() == '\\' && quote == '"') {
                value.append(cursor.since(begin)).append(escaped());
                begin = cursor.position();
            } else {
                cursor.next();
            }
        }
        value.append(cursor.since(begin));
        cursor.next();
        return new ConfToken(Kind.TEXT, value.toString(), line);
    }

    /** Without quotes only white space, a comma, a semicolon, a closing bracket or a single quote ends a text. */
    private ConfToken bare(int from, int line) {
        int begin = from;
        StringBuilder value = new StringBuilder();
        boolean escapes = false;
        while (!endsBare(cursor.peek())) {
            if (cursor.peek() == '\\') {
                value.append(cursor.since(begin)).append(escaped());
                begin = cursor.position();
                escapes = true;
            } else {
                cursor.next();
            }
        }
        String text = value.append(cursor.since(begin)).toString();
        if (cursor.take('\'') || escapes) {
            return new ConfToken(Kind.TEXT, text, line);
        }
        if (text.startsWith("$")) {
            return new ConfToken(Kind.VARIABLE, text.substring(1), line);
        }
        return new ConfToken(SWITCHES.contains(text.toLowerCase(Locale.ROOT)) ? Kind.SWITCH : Kind.TEXT, text, line);
    }

    private static boolean endsBare(char c) {
        return c == ConfCursor.END || c == '\'' || c == ']' || endsNumber(c);
    }

    /** A closing square bracket does not end a number: {@code [1]} is the text {@code 1]}, and its array goes on. */
    private static boolean endsNumber(char c) {
        return ConfCursor.isLineEnd(c)
                || ConfCursor.isBlank(c)
                || c == ConfCursor.END
                || c == ','
                || c == ';'
                || c == '}';
    }

    private String escaped() {
        cursor.next();
        char c = cursor.next();
        return switch (c) {
            case 't' -> "\t";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case '"' -> "\"";
            case '\\' -> "\\";
            case 'x' -> hexadecimal();
            default ->
                throw cursor.error("only \\t, \\n, \\r, \\\", \\\\ and \\xHH follow a backslash; in single quotes a"
                        + " backslash is itself");
        };
    }

    private String hexadecimal() {
        int high = Character.digit(cursor.next(), 16);
        int low = Character.digit(cursor.next(), 16);
        if (high < 0 || low < 0) {
            throw cursor.error("two hexadecimal digits must follow \\x");
        }
        return String.valueOf((char) (high * 16 + low));
    }

    /** A text between parentheses, the last of them alone on its line. */
    private ConfToken block(int line) {
        int begin = cursor.position();
        char before = '(';
        while (!cursor.isAtEnd()) {
            char after = cursor.peekSecond();
            if (cursor.peek() == ')' && before == '\n' && (after == '\n' || after == ConfCursor.END)) {
                String text = cursor.since(begin);
                cursor.next();
                return new ConfToken(Kind.TEXT, text, line);
            }
            if (cursor.peek() == ConfCursor.END) {
                break;
            }
            before = cursor.next();
        }
        throw new ConfException("line " + line + ": a block in parentheses has no end: ')' alone on a line");
    }

    private ConfToken number(int line) {
        int begin = cursor.position();
        boolean negative = cursor.take('-');
        if (negative && !Character.isDigit(cursor.peek())) {
            throw cursor.error("a digit must follow '-': put a text that begins with it in quotes");
        }
        digits();
        char c = cursor.peek();
        if (c == '.') {
            return decimal(begin, line);
        }
        if (SUFFIXES.indexOf(c) >= 0 && c != ConfCursor.END) {
            return withSuffix(begin, line);
        }
        if (negative || endsNumber(c)) {
            return new ConfToken(Kind.INTEGER, cursor.since(begin), line);
        }
        if (c == '-') {
            return date(begin, line);
        }
        cursor.next();
        return bare(begin, line);
    }

    private void digits() {
        while (Character.isDigit(cursor.peek())) {
            cursor.next();
        }
    }

    private ConfToken withSuffix(int begin, int line) {
        cursor.next();
        while ("bBiI".indexOf(cursor.peek()) >= 0) {
            cursor.next();
        }
        return endsNumber(cursor.peek()) ? new ConfToken(Kind.INTEGER, cursor.since(begin), line) : bare(begin, line);
    }

    /** A second point makes an address of it, such as 127.0.0.1:4222. */
    private ConfToken decimal(int begin, int line) {
        cursor.next();
        if (!Character.isDigit(cursor.peek())) {
            throw cursor.error("a digit must follow the point of a number");
        }
        digits();
        if (cursor.peek() != '.') {
            return new ConfToken(Kind.DECIMAL, cursor.since(begin), line);
        }
        while (Character.isDigit(cursor.peek()) || ".:-".indexOf(cursor.peek()) >= 0) {
            cursor.next();
        }
        return new ConfToken(Kind.TEXT, cursor.since(begin), line);
    }

    private ConfToken date(int begin, int line) {
        cursor.next();
        boolean year = cursor.position() - begin == YEAR_AND_DASH;
        for (int i = 0; i < DATE_AFTER_YEAR.length(); i++) {
            char wanted = DATE_AFTER_YEAR.charAt(i);
            char c = cursor.next();
            if (!year || (wanted == '0' ? !Character.isDigit(c) : c != wanted)) {
                throw new ConfException("line " + line + ": a number with '-' in it must be a date such as"
                        + " 2026-01-31T12:00:00Z: put a text in quotes");
            }
        }
        return new ConfToken(Kind.DATE, cursor.since(begin), line);
    }
}
