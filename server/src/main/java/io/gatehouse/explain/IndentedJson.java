package io.gatehouse.explain;

/** JSON with a line for each member. */
final class IndentedJson {
    private final StringBuilder out = new StringBuilder();
    private int depth;
    private boolean inText;
    private boolean escaped;

    private IndentedJson() {}

    /** The same JSON, which is valid and may have white space anywhere; nothing in it steers a terminal. */
    static String of(String json) {
        IndentedJson indented = new IndentedJson();
        for (int i = 0; i < json.length(); i++) {
            indented.add(json.charAt(i));
        }
        return PrintedText.json(indented.out.toString());
    }

    private void add(char c) {
        if (inText) {
            out.append(c);
            inText = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else {
            addOutside(c);
        }
    }

    private void addOutside(char c) {
        switch (c) {
            case '{', '[' -> {
                out.append(c);
                depth++;
                line();
            }
            case '}', ']' -> close(c);
            case ',' -> {
                out.append(c);
                line();
            }
            case ':' -> out.append(": ");
            case ' ', '\n', '\r', '\t' -> {
                // Ours take its place.
            }
            default -> {
                inText = c == '"';
                out.append(c);
            }
        }
    }

    private void close(char c) {
        depth--;
        int end = out.length();
        while (Character.isWhitespace(out.charAt(end - 1))) {
            end--;
        }
        boolean empty = out.charAt(end - 1) == (c == '}' ? '{' : '[');
        if (empty) {
            out.setLength(end);
        } else {
            line();
        }
        out.append(c);
    }

    private void line() {
        out.append('\n').append("  ".repeat(depth));
    }
}
