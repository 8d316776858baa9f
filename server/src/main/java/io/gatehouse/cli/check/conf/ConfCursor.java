package io.gatehouse.cli.check.conf;

/** A place in nats-server's configuration text, with the character classes of its format. */
final class ConfCursor {
    /** Stands for the end of the text; a NUL in the text is the same to nats-server. */
    static final char END = 0;

    private final String text;
    private int at;
    private int line = 1;

    ConfCursor(String text) {
        this.text = text;
    }

    /** The next character, which stays where it is. */
    char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    /** The character behind the next one. */
    char peekSecond() {
        return at + 1 < text.length() ? text.charAt(at + 1) : END;
    }

    /** Takes the next character. */
    char next() {
        char c = peek();
        if (at < text.length()) {
            at++;
            if (c == '\n') {
                line++;
            }
        }
        return c;
    }

    /** Takes the next character when it is this one. */
    boolean take(char wanted) {
        if (peek() != wanted || isAtEnd()) {
            return false;
        }
        next();
        return true;
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    /** Whether a comment begins here. */
    boolean isAtComment() {
        return peek() == '#' || (peek() == '/' && peekSecond() == '/');
    }

    int position() {
        return at;
    }

    int line() {
        return line;
    }

    /** The text from a position up to here. */
    String since(int begin) {
        return text.substring(begin, at);
    }

    ConfException error(String message) {
        return new ConfException("line " + line + ": " + message);
    }

    /** An error that shows the next character. */
    ConfException unexpected(String place) {
        String what = isAtEnd()
                ? "the file ends"
                : peek() == '\n' || peek() == '\r' ? "the line ends" : "unexpected '" + peek() + "'";
        return error(what + " " + place);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** White space as Unicode has it. */
    static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
    }

    static boolean isSeparator(char c) {
        return c == ':' || c == '=';
    }
}
