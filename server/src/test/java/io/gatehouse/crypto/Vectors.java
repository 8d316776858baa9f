package io.gatehouse.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The test vectors that the Go program in {@code src/test/vectors} made, as maps, lists and strings. */
public final class Vectors {
    private Vectors() {}

    /** The list under a name in {@code nkeys.json}: {@code keys} or {@code boxes}. */
    static List<Vector> nkeys(String name) {
        List<?> list = (List<?>) Objects.requireNonNull(((Map<?, ?>) read("nkeys.json")).get(name));
        return list.stream().map(entry -> new Vector((Map<?, ?>) entry)).toList();
    }

    /** One vector: named texts, some of them of bytes. */
    record Vector(Map<?, ?> fields) {
        boolean has(String name) {
            return fields.containsKey(name);
        }

        String text(String name) {
            return (String) Objects.requireNonNull(fields.get(name), name);
        }

        byte[] hex(String name) {
            return HexFormat.of().parseHex(text(name + "Hex"));
        }

        byte[] base64(String name) {
            return Base64.getDecoder().decode(text(name + "Base64"));
        }
    }

    /** A file's value: maps, lists, strings, numbers and booleans. */
    public static Object read(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file);
                JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            json.nextToken();
            return value(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> json.getString();
        };
    }

    private static Map<String, Object> object(JsonParser json) {
        Map<String, Object> object = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            object.put(name, value(json));
        }
        return object;
    }

    private static List<Object> array(JsonParser json) {
        List<Object> array = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(json));
        }
        return array;
    }
}
