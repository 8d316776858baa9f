package io.gatehouse.claims.jwt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON as maps, lists, texts, longs, doubles, booleans and nulls, for tests that compare or change it. */
public final class JsonTree {
    private JsonTree() {}

    public static Map<String, @Nullable Object> object(byte[] json) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return object(parser);
        }
    }

    /** The claims of a JWT, unverified. */
    public static Map<String, @Nullable Object> claims(byte[] jwt) throws ClaimsException {
        return object(SignedJwt.parse(jwt, VerifiedJwt.MAX_BYTES).payload());
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException(parser.currentToken().name());
        };
    }

    private static List<@Nullable Object> list(JsonParser parser) {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }

    public static byte[] bytes(Map<String, ? extends @Nullable Object> object) {
        JsonWriter json = new JsonWriter(1024);
        write(object, json);
        return json.toByteArray();
    }

    private static void write(@Nullable Object value, JsonWriter json) {
        if (value instanceof Map<?, ?> object) {
            json.begin();
            object.forEach((name, member) -> {
                json.string((String) name).raw(':');
                write(member, json);
            });
            json.end();
        } else if (value instanceof List<?> list) {
            json.beginList();
            list.forEach(element -> write(element, json));
            json.endList();
        } else if (value instanceof String text) {
            json.string(text);
        } else if (value instanceof Number number) {
            json.number(number.longValue());
        } else if (value instanceof Boolean truth) {
            json.bool(truth);
        } else if (value instanceof Raw raw) {
            json.literal(raw.json());
        } else {
            json.literal("null");
        }
    }

    /** JSON that is written as it is, whatever it is. */
    public record Raw(String json) {}

    /** The same without members whose values are empty objects, lists or texts, which say nothing. */
    public static Map<String, @Nullable Object> withoutEmpty(Map<String, @Nullable Object> object) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            @SuppressWarnings("unchecked")
            Object kept =
                    value instanceof Map<?, ?> inner ? withoutEmpty((Map<String, @Nullable Object>) inner) : value;
            boolean empty = Map.of().equals(kept) || List.of().equals(kept) || "".equals(kept);
            if (!empty) {
                rest.put(name, kept);
            }
        });
        return rest;
    }
}
