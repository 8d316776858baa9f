package io.gatehouse.directory.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts numbers in the place of a query's names, where they are neither in a text nor in a comment. */
final class QueryReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[A-Za-z_\\x80-\\uffff][\\w\\x80-\\uffff]*)?\\$");
    private static final Pattern NUMBER = Pattern.compile("\\$\\d+");

    private final String text;
    private final StringBuilder sql = new StringBuilder();
    private final List<LoginValue> values = new ArrayList<>();
    private int at;

    QueryReader(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when it cannot be used */
    UserQuery read() {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("has a zero character in it");
        }
        while (at < text.length()) {
            step(text.charAt(at));
        }
        if (sql.toString().isBlank()) {
            throw new IllegalArgumentException("is empty");
        }
        return new UserQuery(sql.toString(), values);
    }

    private void step(char c) {
        switch (c) {
            case '\'' -> copyUntil(endOfText(at, isEscaped()));
            case '"' -> copyUntil(endOfQuoted(at + 1, '"', "a quoted name does not end"));
            case '-' -> copyUntil(text.startsWith("--", at) ? endOfLine() : at + 1);
            case '/' -> copyUntil(text.startsWith("/*", at) ? endOfComment() : at + 1);
            case '$' -> dollar();
            case ':' -> colon();
            case ';' -> semicolon();
            default -> copyUntil(isWord(c) ? endOfWord() : at + 1);
        }
    }

    private void copyUntil(int end) {
        sql.append(text, at, end);
        at = end;
    }

    /** Whether the text that begins here has backslashes before quotes: {@code E'...'}. */
    private boolean isEscaped() {
        boolean marked = at > 0 && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E');
        return marked && (at == 1 || !isWord(text.charAt(at - 2)));
    }

    private int endOfText(int begin, boolean escaped) {
        for (int i = begin + 1; i < text.length(); i++) {
            if (escaped && text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '\'') {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("a text does not end: a quote is missing");
    }

    private int endOfQuoted(int begin, char quote, String otherwise) {
        int end = text.indexOf(quote, begin);
        if (end < 0) {
            throw new IllegalArgumentException(otherwise + ": a quote is missing");
        }
        return end + 1;
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    /** Comments may have others in them. */
    private int endOfComment() {
        int depth = 0;
        for (int i = at; i < text.length() - 1; i++) {
            if (text.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (text.startsWith("*/", i)) {
                i++;
                if (--depth == 0) {
                    return i + 1;
                }
            }
        }
        throw new IllegalArgumentException("a comment does not end");
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c >= 0x80;
    }

    /** A dollar within a word is part of it. */
    private int endOfWord() {
        int end = at;
        while (end < text.length() && (isWord(text.charAt(end)) || text.charAt(end) == '$')) {
            end++;
        }
        return end;
    }

    private void dollar() {
        Matcher quote = DOLLAR_QUOTE.matcher(text).region(at, text.length());
        if (quote.lookingAt()) {
            int end = text.indexOf(quote.group(), quote.end());
            if (end < 0) {
                throw new IllegalArgumentException("a text in dollar quotes does not end");
            }
            copyUntil(end + quote.group().length());
        } else if (NUMBER.matcher(text).region(at, text.length()).lookingAt()) {
            throw new IllegalArgumentException("write a name in the place of $ and a number: " + LoginValue.words());
        } else {
            copyUntil(at + 1);
        }
    }

    private void colon() {
        if (text.startsWith("::", at)) {
            copyUntil(at + 2);
            return;
        }
        Matcher name = NAME.matcher(text).region(at + 1, text.length());
        if (!name.lookingAt()) {
            copyUntil(at + 1);
            return;
        }
        LoginValue value = LoginValue.named(name.group().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException(
                        ":" + name.group() + " is unknown; there are " + LoginValue.words()));
        if (!values.contains(value)) {
            values.add(value);
        }
        sql.append('$').append(values.indexOf(value) + 1);
        at = name.end();
    }

    /** One at the end is left out; a comment behind it as well. */
    private void semicolon() {
        int end = at;
        at++;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("--", at)) {
                at = endOfLine();
            } else if (text.startsWith("/*", at)) {
                at = endOfComment();
            } else {
                throw new IllegalArgumentException(
                        "has more than one statement: something follows the semicolon at character " + (end + 1));
            }
        }
    }
}
