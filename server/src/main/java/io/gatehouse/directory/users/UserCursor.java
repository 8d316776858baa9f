package io.gatehouse.directory.users;

import io.gatehouse.directory.heap.HeapRoom;
import io.gatehouse.directory.records.JsonPath;
import io.gatehouse.policy.text.Quoted;
import io.gatehouse.policy.text.UserText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads the values of one user's object. Each method takes exactly the value at the parser's token; a value of
 * another kind is a mistake, is passed over, and reads as null or empty, so that all mistakes of a file are found.
 */
final class UserCursor {
    private final JsonParser parser;
    private final Mistakes mistakes;
    private final HeapRoom room;
    private final RecordKind kind;
    private final JsonPath path = new JsonPath();
    private String user = "";
    private long listed;

    UserCursor(JsonParser parser, Mistakes mistakes, HeapRoom room, RecordKind kind) {
        this.kind = kind;
        this.parser = parser;
        this.mistakes = mistakes;
        this.room = room;
    }

    /** What the records are. */
    RecordKind kind() {
        return kind;
    }

    void user(String name) {
        user = name;
        listed = 0;
    }

    /** Takes room for what a list needs in addition to the texts in it. */
    void weigh(long bytes) {
        room.take(bytes);
        listed += bytes;
    }

    /** What is made of a value; when it is refused, that is a mistake, and null is returned. */
    <T> @Nullable T validOrNull(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            mistake(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The same with another value in place of null. */
    <T> T valid(T otherwise, Supplier<T> value) {
        T made = validOrNull(value);
        return made == null ? otherwise : made;
    }

    /** What is made of a value whose parts are read first; the other when a part had a mistake, or the whole is refused. */
    <T> T validWhole(T otherwise, Runnable parts, Supplier<T> whole) {
        int before = mistakes();
        parts.run();
        return mistakes() > before ? otherwise : valid(otherwise, whole);
    }

    /** What the user's lists have taken of the heap, in bytes. */
    long listed() {
        return listed;
    }

    /** How many mistakes were noted up to now. */
    int mistakes() {
        return mistakes.count();
    }

    /** Notes a mistake of the value that was just read. */
    void mistake(String what) {
        mistake(where(), what);
    }

    void mistake(TokenStreamLocation where, String what) {
        String at = path.isEmpty() ? "" : path + ": ";
        mistakes.add(where, record() + ": " + at + what);
    }

    private String record() {
        return kind.word() + " " + Quoted.of(user);
    }

    TokenStreamLocation where() {
        return parser.currentTokenLocation();
    }

    /** Reads an object: the function is called on each of its known fields, to read the field's value. */
    void object(FieldNames names, Consumer<String> field) {
        if (!expect(JsonToken.START_OBJECT, "must be an object")) {
            return;
        }
        long seen = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            TokenStreamLocation where = where();
            parser.nextToken();
            String known = known(names, name, where);
            long bit = bit(names, known, seen);
            if (bit == 0) {
                refuse(where, names, known);
                parser.skipChildren();
                continue;
            }
            seen |= bit;
            path.enter(known);
            field.accept(known);
            path.leave();
        }
    }

    /**
     * Reads an object whose names are the file's own.
     *
     * @param refusal why a name is a mistake, whose value is passed over; null when it is none
     * @param value called on each other name, to read its value
     */
    void map(Function<String, @Nullable String> refusal, Consumer<String> value) {
        if (!expect(JsonToken.START_OBJECT, "must be an object")) {
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            TokenStreamLocation where = where();
            parser.nextToken();
            String refused = refusal.apply(name);
            if (refused == null) {
                path.enter(name);
                value.accept(name);
                path.leave();
            } else {
                mistake(where, refused);
                parser.skipChildren();
            }
        }
    }

    /** The name in lower case where that is a field's: services written in Go take both spellings. */
    private String known(FieldNames names, String name, TokenStreamLocation where) {
        if (names.indexOf(name) >= 0) {
            return name;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (names.indexOf(lower) < 0) {
            return name;
        }
        mistakes.addCapitals(where, record() + ": field " + Quoted.of(name));
        return lower;
    }

    /** Reads a list of objects; the second function is called at the end of each. */
    void objects(FieldNames names, Consumer<String> field, Runnable end) {
        if (!expect(JsonToken.START_ARRAY, "must be a list of objects")) {
            return;
        }
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            path.element(index++);
            object(names, field);
            end.run();
        }
        path.list();
    }

    /** Reads a text; one with control characters or halves of characters is a mistake, since no field has a use for them. */
    @Nullable String text() {
        if (!expect(JsonToken.VALUE_STRING, "must be a text in quotes")) {
            return null;
        }
        String text = parser.getString();
        if (UserText.isClean(text)) {
            return text;
        }
        mistake("must not have control characters");
        return null;
    }

    /** Reads an instant; what is none is a mistake, and reads as null. */
    @Nullable Instant instant() {
        String text = text();
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            mistake("must be an instant such as \"2030-12-31T23:59:59Z\"");
            return null;
        }
    }

    boolean flag() {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            mistake("must be true or false" + absent());
            parser.skipChildren();
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** Reads a whole number within bounds; out of them it is a mistake and reads as the least. */
    long number(long least, long most) {
        if (!expect(JsonToken.VALUE_NUMBER_INT, "must be a whole number")) {
            return least;
        }
        long value =
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? Long.MIN_VALUE : parser.getLongValue();
        if (value < least || value > most) {
            mistake("must be from " + least + " to " + most);
            return least;
        }
        return value;
    }

    boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    /** Reads a text or a list of texts; the function turns each into its value, or null when it is a mistake. */
    <T> List<T> list(Function<String, @Nullable T> element) {
        List<T> values = new ArrayList<>();
        if (isText()) {
            add(values, element);
            return values;
        }
        if (!expect(JsonToken.START_ARRAY, "must be a list of texts in quotes")) {
            return values;
        }
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            path.element(index++);
            add(values, element);
        }
        path.list();
        return values;
    }

    private <T> void add(List<T> values, Function<String, @Nullable T> element) {
        String text = text();
        if (text != null) {
            weigh(HeapWeight.of(text));
        }
        T value = text == null ? null : element.apply(text);
        if (value != null) {
            values.add(value);
        }
    }

    private boolean expect(JsonToken expected, String otherwise) {
        if (parser.currentToken() == expected) {
            return true;
        }
        mistake(otherwise + absent());
        parser.skipChildren();
        return false;
    }

    private String absent() {
        return parser.currentToken() == JsonToken.VALUE_NULL ? ", not null: leave it out if it has no value" : "";
    }

    private static long bit(FieldNames names, String name, long seen) {
        int index = names.indexOf(name);
        return index < 0 ? 0 : (1L << index) & ~seen;
    }

    private void refuse(TokenStreamLocation where, FieldNames names, String name) {
        if (path.isEmpty() && parser.currentToken() == JsonToken.START_OBJECT && names.nearest(name) == null) {
            throw mistakes.alone(where, OtherFormats.nested(user, name));
        }
        String what = "field " + Quoted.of(name) + " is given twice";
        if (names.indexOf(name) < 0) {
            String nearest = names.nearest(name);
            String help = nearest == null ? "the fields are " + names : "did you mean \"" + nearest + "\"?";
            what = "unknown field " + Quoted.of(name) + ": " + help;
        }
        mistake(where, what);
    }
}
