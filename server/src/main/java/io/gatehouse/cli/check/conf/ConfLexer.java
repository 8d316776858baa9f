package io.gatehouse.cli.check.conf;

import io.gatehouse.cli.check.conf.ConfToken.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Splits the text of nats-server's configuration into tokens as nats-server does, its oddities included. */
final class ConfLexer {
    private final ConfCursor cursor;
    private final ConfScalars scalars;
    private final Deque<ConfToken> found = new ArrayDeque<>();
    private final Deque<State> after = new ArrayDeque<>();
    private @Nullable State state = this::top;

    ConfLexer(String text) {
        cursor = new ConfCursor(text);
        scalars = new ConfScalars(cursor);
    }

    /** What is expected at a place; reads on from it, and says what is expected next, null at the end. */
    @FunctionalInterface
    private interface State {
        @Nullable State read();
    }

    /** The next part; {@code END} again and again at the end. */
    ConfToken next() {
        while (found.isEmpty()) {
            State now = state;
            if (now == null) {
                return new ConfToken(Kind.END, "", cursor.line());
            }
            state = now.read();
        }
        return found.remove();
    }

    private void found(Kind kind, String text) {
        found.add(new ConfToken(kind, text, cursor.line()));
    }

    /** Keys and values outside of all brackets, or brackets around all of it as in JSON. */
    private @Nullable State top() {
        skipSpace();
        if (cursor.take('{')) {
            after.push(this::top);
            return this::braces;
        }
        return keyOr(this::top, this::topValueEnd);
    }

    /** Inside of brackets that are no value. */
    private @Nullable State braces() {
        skipSpace();
        if (cursor.take('{')) {
            after.push(this::bracesEnd);
            return this::braces;
        }
        if (cursor.take('}')) {
            return after.pop();
        }
        return keyOr(this::braces, this::bracesValueEnd);
    }

    private @Nullable State keyOr(State here, State valueEnd) {
        if (cursor.isAtComment()) {
            return comment(here);
        }
        if (cursor.isAtEnd()) {
            return null;
        }
        if (cursor.peek() == '/' || cursor.peek() == ConfCursor.END) {
            throw cursor.unexpected("where a key should begin");
        }
        after.push(valueEnd);
        return key();
    }

    private State comment(State next) {
        found(Kind.COMMENT, "");
        while (!ConfCursor.isLineEnd(cursor.peek()) && cursor.peek() != ConfCursor.END) {
            cursor.next();
        }
        return next;
    }

    private @Nullable State topValueEnd() {
        skip(c -> ConfCursor.isBlank(c) || (c == '/' && cursor.peekSecond() != '/'));
        if (cursor.isAtComment()) {
            return comment(this::top);
        }
        if (isValueEnd(cursor.peek()) || cursor.peek() == '}' || cursor.peek() == ConfCursor.END) {
            cursor.next();
            return this::top;
        }
        throw cursor.unexpected("behind a value: quote a text that has it, or begin a new line");
    }

    private @Nullable State bracesValueEnd() {
        skip(c -> ConfCursor.isBlank(c) || (c == '/' && cursor.peekSecond() != '/'));
        if (cursor.isAtComment()) {
            return comment(this::bracesValueEnd);
        }
        if (cursor.peek() == '}') {
            return this::bracesEnd;
        }
        if (isValueEnd(cursor.peek())) {
            cursor.next();
            return this::braces;
        }
        throw cursor.unexpected("behind a value, where a new line, ',' or '}' should be");
    }

    private @Nullable State bracesEnd() {
        skip(c -> ConfCursor.isBlank(c) || ConfCursor.isLineEnd(c) || (c == '/' && cursor.peekSecond() != '/'));
        if (cursor.isAtComment()) {
            return comment(this::braces);
        }
        if (cursor.take('}')) {
            return after.pop();
        }
        if (cursor.take(';') || cursor.take(',')) {
            return this::braces;
        }
        throw cursor.unexpected("where '}' should be");
    }

    private static boolean isValueEnd(char c) {
        return ConfCursor.isLineEnd(c) || c == ',' || c == ';';
    }

    private @Nullable State key() {
        if (ConfCursor.isSeparator(cursor.peek())) {
            throw cursor.unexpected("where a key should begin");
        }
        if (cursor.peek() == '"' || cursor.peek() == '\'') {
            return quotedKey(this::keyEnd, true);
        }
        String key = bareKey();
        if (isInclude(key)) {
            return include();
        }
        found(Kind.KEY, key);
        return this::keyEnd;
    }

    /** Its first character may be anything; white space or a separator ends it. */
    private String bareKey() {
        int begin = cursor.position();
        cursor.next();
        while (!ConfCursor.isSpace(cursor.peek())
                && !ConfCursor.isSeparator(cursor.peek())
                && cursor.peek() != ConfCursor.END) {
            cursor.next();
        }
        return cursor.since(begin);
    }

    /** Outside of maps the text may end at a quote, as if it were not there. */
    private @Nullable State quotedKey(State next, boolean mayEnd) {
        int line = cursor.line();
        char quote = cursor.next();
        int begin = cursor.position();
        while (cursor.peek() != quote) {
            if (cursor.peek() == ConfCursor.END) {
                if (mayEnd && cursor.isAtEnd() && cursor.position() == begin) {
                    return null;
                }
                throw new ConfException("line " + line + ": a quoted key has no end");
            }
            cursor.next();
        }
        found(Kind.KEY, cursor.since(begin));
        cursor.next();
        return next;
    }

    private boolean isInclude(String key) {
        return key.toLowerCase(Locale.ROOT).equals("include") && ConfCursor.isSpace(cursor.peek());
    }

    private @Nullable State include() {
        skip(ConfCursor::isBlank);
        char c = cursor.peek();
        if ("[{(-\\".indexOf(c) >= 0 || Character.isDigit(c) || ConfCursor.isLineEnd(c)) {
            throw cursor.unexpected("where the file to include should be named");
        }
        if (c == '\'' || c == '"') {
            ConfToken name = quotedInclude();
            found.add(name);
            return after.pop();
        }
        int begin = cursor.position();
        while (!ConfCursor.isLineEnd(cursor.peek())
                && !ConfCursor.isBlank(cursor.peek())
                && ";}'".indexOf(cursor.peek()) < 0
                && cursor.peek() != ConfCursor.END) {
            cursor.next();
        }
        found(Kind.INCLUDE, cursor.since(begin));
        cursor.take('\'');
        return after.pop();
    }

    private ConfToken quotedInclude() {
        int line = cursor.line();
        char quote = cursor.next();
        int begin = cursor.position();
        while (cursor.peek() != quote) {
            if (cursor.peek() == ConfCursor.END) {
                throw new ConfException("line " + line + ": a quoted text has no end");
            }
            cursor.next();
        }
        ConfToken name = new ConfToken(Kind.INCLUDE, cursor.since(begin), line);
        cursor.next();
        return name;
    }

    private @Nullable State keyEnd() {
        skipSpace();
        if (cursor.peek() == ConfCursor.END) {
            return null;
        }
        if (ConfCursor.isSeparator(cursor.peek())) {
            cursor.next();
        }
        return this::value;
    }

    /** One value; where it has no brackets of its own, what comes behind it was pushed already. */
    private @Nullable State value() {
        skip(ConfCursor::isBlank);
        if (cursor.take('[')) {
            found(Kind.ARRAY_START, "");
            return this::array;
        }
        if (cursor.take('{')) {
            found(Kind.MAP_START, "");
            return this::map;
        }
        ConfToken scalar = scalars.read();
        if (scalar.kind() == Kind.END) {
            return null;
        }
        found.add(scalar);
        return after.pop();
    }

    private @Nullable State array() {
        skipSpace();
        if (cursor.isAtComment()) {
            return comment(this::array);
        }
        if (cursor.peek() == '/' || cursor.peek() == ',') {
            throw cursor.unexpected("where a value of an array should begin");
        }
        if (cursor.take(']')) {
            found(Kind.ARRAY_END, "");
            return after.pop();
        }
        after.push(this::arrayValueEnd);
        return this::value;
    }

    private @Nullable State arrayValueEnd() {
        skip(ConfCursor::isBlank);
        if (cursor.isAtComment()) {
            return comment(this::arrayValueEnd);
        }
        if (cursor.take(']')) {
            found(Kind.ARRAY_END, "");
            return after.pop();
        }
        if (cursor.peek() == ',' || cursor.peek() == '/' || ConfCursor.isLineEnd(cursor.peek())) {
            cursor.next();
            return this::array;
        }
        throw cursor.unexpected("in an array, where ',' or ']' should be; a number needs a space before ']'");
    }

    private @Nullable State map() {
        skipSpace();
        if (cursor.isAtComment()) {
            return comment(this::map);
        }
        char c = cursor.peek();
        if (cursor.take('/')) {
            return mapKey();
        }
        if (ConfCursor.isSeparator(c) || c == ']' || c == ConfCursor.END) {
            throw cursor.unexpected("where a key or '}' should be");
        }
        if (cursor.take('}')) {
            found(Kind.MAP_END, "");
            return after.pop();
        }
        if (c == '"' || c == '\'') {
            return quotedKey(this::mapKeyEnd, false);
        }
        return mapKey();
    }

    private @Nullable State mapKey() {
        String key = bareKey();
        if (cursor.peek() == ConfCursor.END) {
            throw cursor.unexpected("behind a key");
        }
        if (isInclude(key)) {
            after.push(this::mapValueEnd);
            return include();
        }
        found(Kind.KEY, key);
        return this::mapKeyEnd;
    }

    private @Nullable State mapKeyEnd() {
        skipSpace();
        if (ConfCursor.isSeparator(cursor.peek())) {
            cursor.next();
            skipSpace();
        }
        if (cursor.peek() == ',') {
            throw cursor.unexpected("where a value should be");
        }
        if (cursor.take('}')) {
            found(Kind.MAP_END, "");
            return after.pop();
        }
        after.push(this::mapValueEnd);
        return this::value;
    }

    private @Nullable State mapValueEnd() {
        skip(ConfCursor::isBlank);
        if (cursor.isAtComment()) {
            return comment(this::mapValueEnd);
        }
        if (cursor.take('}')) {
            found(Kind.MAP_END, "");
            return after.pop();
        }
        if (isValueEnd(cursor.peek()) || cursor.peek() == '/') {
            cursor.next();
            return this::map;
        }
        throw cursor.unexpected("behind a value, where a new line, ',' or '}' should be");
    }

    private void skipSpace() {
        skip(ConfCursor::isSpace);
    }

    private void skip(CharTest which) {
        while (!cursor.isAtEnd() && which.test(cursor.peek())) {
            cursor.next();
        }
    }

    /** Whether a character is one of a kind. */
    @FunctionalInterface
    private interface CharTest {
        boolean test(char c);
    }
}
