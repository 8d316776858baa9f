package io.gatehouse.directory.users;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of a JSON object with what each holds, as JSON without white space: to change one and leave the others as they are,
 * known or not. Immutable.
 */
public final class RecordText {
    public static final RecordText EMPTY = new RecordText(Map.of());

    private final Map<String, String> fields;

    private RecordText(Map<String, String> fields) {
        this.fields = fields;
    }

    /** Of these fields, each with what it holds as JSON. */
    public static RecordText of(Map<String, String> fields) {
        return new RecordText(new LinkedHashMap<>(fields));
    }

    /**
     * Reads an object.
     *
     * @param source where it is from, for messages
     * @throws UsersFileException when it is none
     */
    public static RecordText parse(String source, byte[] json) {
        Mistakes mistakes = new Mistakes(source);
        Map<String, String> fields = new LinkedHashMap<>();
        try (Utf8Text text = Utf8Text.of(new ByteArrayInputStream(json), UsersJson.MAX_BYTES);
                JsonParser parser = UsersJson.parser(text)) {
            parse(parser, fields, mistakes);
        } catch (Utf8Text.Utf16Exception e) {
            throw Mistakes.only(source, "is not UTF-8 but UTF-16 or UTF-32");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mistakes.throwIfAny();
        return new RecordText(fields);
    }

    private static void parse(JsonParser parser, Map<String, String> fields, Mistakes mistakes) {
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                mistakes.add("must be an object");
                return;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                StringBuilder value = new StringBuilder();
                copy(parser, value);
                fields.put(name, value.toString());
            }
            if (parser.nextToken() != null) {
                mistakes.add(parser.currentTokenLocation(), "something follows the object");
            }
        } catch (JacksonException e) {
            UsersJson.tell(e, parser, mistakes);
        }
    }

    /**
     * The value that is written so, as JSON without white space.
     *
     * @throws UsersFileException when it is not JSON
     */
    public static String value(String source, String json) {
        RecordText whole = parse(source, ("{\"value\":" + json + "}").getBytes(StandardCharsets.UTF_8));
        String value = whole.get("value");
        if (value == null || whole.fields.size() != 1) {
            throw Mistakes.only(source, "is not one JSON value");
        }
        return value;
    }

    private static void copy(JsonParser parser, StringBuilder to) {
        switch (parser.currentToken()) {
            case START_OBJECT -> copyObject(parser, to);
            case START_ARRAY -> copyList(parser, to);
            case VALUE_STRING -> quote(parser.getString(), to);
            default -> to.append(parser.getString());
        }
    }

    private static void copyObject(JsonParser parser, StringBuilder to) {
        to.append('{');
        for (String between = ""; parser.nextToken() == JsonToken.PROPERTY_NAME; between = ",") {
            to.append(between);
            quote(parser.currentName(), to);
            to.append(':');
            parser.nextToken();
            copy(parser, to);
        }
        to.append('}');
    }

    private static void copyList(JsonParser parser, StringBuilder to) {
        to.append('[');
        for (String between = ""; parser.nextToken() != JsonToken.END_ARRAY; between = ",") {
            to.append(between);
            copy(parser, to);
        }
        to.append(']');
    }

    /** A text as JSON writes it. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2);
        quote(text, quoted);
        return quoted.toString();
    }

    private static void quote(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                to.append('\\').append(c);
            } else if (c < 0x20 || (Character.isSurrogate(c) && !isWhole(text, i))) {
                to.append(String.format("\\u%04x", (int) c));
            } else {
                to.append(c);
            }
        }
        to.append('"');
    }

    /** Whether a half of a character has its other half beside it. */
    private static boolean isWhole(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    /** What a field holds, as JSON; null when there is no such field. */
    public @Nullable String get(String field) {
        return fields.get(field);
    }

    /** All fields in their order, each with what it holds as JSON. */
    public Map<String, String> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** The same with a field that holds this. */
    public RecordText with(String field, String json) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(field, json);
        return new RecordText(changed);
    }

    public RecordText without(String field) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.remove(field);
        return new RecordText(changed);
    }

    /** The whole object. */
    public String json() {
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** The whole object as a file has it, with one field a line. */
    public String lines() {
        return fields.entrySet().stream()
                .map(field -> "  " + quoted(field.getKey()) + ": " + field.getValue())
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    /** Without what the fields hold, which may be passwords. */
    @Override
    public String toString() {
        return "RecordText" + fields.keySet();
    }
}
