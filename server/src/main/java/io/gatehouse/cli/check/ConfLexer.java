package io.gatehouse.cli.check;

/** Takes the text of nats-server's configuration apart: words, quoted texts and marks. */
final class ConfLexer {
    private static final String BARE_ENDS = " \t\r\n,;{}[]\"'#";

    private final String text;
    private int at;

    ConfLexer(String text) {
        this.text = text;
    }

    /** The next character that is neither white space, separator nor comment; 0 at the end. */
    char peek() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#' || text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(c) || c == ',' || c == ';') {
                at++;
            } else {
                return c;
            }
        }
        return 0;
    }

    /** Takes the next character when it is this one. */
    boolean take(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** The next key: bare or quoted, ended by white space, {@code :} or {@code =}. */
    String key() {
        char c = peek();
        if (c == '"' || c == '\'') {
            return quoted();
        }
        int begin = at;
        while (at < text.length() && BARE_ENDS.indexOf(text.charAt(at)) < 0 && ":=".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return begun(begin);
    }

    /** A word as a value; may hold {@code :} and {@code =}. */
    String bare() {
        int begin = at;
        while (at < text.length() && BARE_ENDS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return begun(begin);
    }

    private String begun(int begin) {
        if (at == begin) {
            throw new ConfException(
                    "line " + line() + ": unexpected '" + (at < text.length() ? text.charAt(at) : ' ') + "'");
        }
        return text.substring(begin, at);
    }

    /** A text in quotes; double quotes know escapes. */
    String quoted() {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            value.append(c == '\\' && quote == '"' && at < text.length() ? escaped(text.charAt(at++)) : c);
        }
        if (at >= text.length()) {
            throw new ConfException("line " + line() + ": a quoted text has no end");
        }
        at++;
        return value.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> c;
        };
    }

    /** A text between parentheses, the last of them alone on its line. */
    String block() {
        int end = text.indexOf("\n)", at);
        if (end < 0) {
            throw new ConfException("line " + line() + ": a block in parentheses has no end");
        }
        String value = text.substring(at, end).strip();
        at = end + 2;
        return value;
    }

    int line() {
        return 1
                + (int) text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
