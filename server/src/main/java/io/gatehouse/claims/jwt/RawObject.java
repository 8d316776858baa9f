package io.gatehouse.claims.jwt;

import io.gatehouse.claims.jwt.JsonReader.Members;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object whose members are what they were, byte for byte, but for those that are put in their place: what other tools have written
 * there, and nobody here knows, is in it still.
 */
public final class RawObject {
    private static final RawObject EMPTY = new RawObject(Map.of());
    private static final Names FIRST = new Names("nats");

    private final Map<String, byte[]> members;

    private RawObject(Map<String, byte[]> members) {
        this.members = members;
    }

    /**
     * Reads an object.
     *
     * @throws ClaimsException when it is none within bounds, or two of its members have one name
     */
    public static RawObject parse(byte[] json) throws ClaimsException {
        boolean unused = JsonReader.read(Json.ACCOUNT, json, RawObject::isRead);
        return new RawObject(new Scan(json).members());
    }

    /** Reads it to its end, so that what is scanned afterwards is JSON. */
    private static boolean isRead(JsonReader in) throws ClaimsException {
        Members members = in.object(FIRST);
        while (members.next()) {
            in.skip();
        }
        return true;
    }

    /** A text without escapes, as a key is; empty when there is none. */
    public String text(String name) throws ClaimsException {
        byte[] value = members.get(name);
        return value == null || isNull(value) ? "" : text(value);
    }

    /** A number; 0 when there is none. */
    public long number(String name) throws ClaimsException {
        byte[] value = members.get(name);
        try {
            return value == null || isNull(value) ? 0 : Long.parseLong(ascii(value));
        } catch (NumberFormatException e) {
            throw ClaimsException.malformed("a claim is no whole number");
        }
    }

    /** An object; one without members when there is none. */
    public RawObject object(String name) throws ClaimsException {
        byte[] value = members.get(name);
        return value == null || isNull(value) ? EMPTY : parse(value);
    }

    /** The elements of a list; none when there is no list. */
    public List<byte[]> list(String name) throws ClaimsException {
        byte[] value = members.get(name);
        if (value == null || isNull(value)) {
            return List.of();
        }
        if (value[0] != '[') {
            throw ClaimsException.malformed("a claim is no list");
        }
        return new Scan(value).elements();
    }

    /** A text without escapes that is an element of a list, or the text of such a member of the object that is one. */
    public static String textOrMember(byte[] element, String member) throws ClaimsException {
        return element[0] == '{' ? parse(element).text(member) : text(element);
    }

    /** The same with another value, at the end where there was none. */
    public RawObject with(String name, byte[] json) {
        Map<String, byte[]> changed = new LinkedHashMap<>(members);
        changed.put(name, json);
        return new RawObject(changed);
    }

    /** The same with another text, which needs no escapes. */
    public RawObject with(String name, String text) {
        return with(name, ("\"" + text + "\"").getBytes(StandardCharsets.US_ASCII));
    }

    /** The same with another number. */
    public RawObject with(String name, long number) {
        return with(name, Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    /** The same with another object. */
    public RawObject with(String name, RawObject object) {
        return with(name, object.json());
    }

    /** The same with another list; without it when it is empty. */
    public RawObject with(String name, List<byte[]> elements) {
        return elements.isEmpty() ? without(name) : with(name, joined('[', elements, ']'));
    }

    /** The same without a member. */
    public RawObject without(String name) {
        Map<String, byte[]> changed = new LinkedHashMap<>(members);
        changed.remove(name);
        return new RawObject(changed);
    }

    /** The object as it is written. */
    public byte[] json() {
        List<byte[]> written = new ArrayList<>();
        members.forEach((name, value) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(("\"" + name + "\":").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(value);
            written.add(out.toByteArray());
        });
        return joined('{', written, '}');
    }

    private static byte[] joined(char begin, List<byte[]> parts, char end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(begin);
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(parts.get(i));
        }
        out.write(end);
        return out.toByteArray();
    }

    private static boolean isNull(byte[] value) {
        return value[0] == 'n';
    }

    private static String text(byte[] value) throws ClaimsException {
        String text = ascii(value);
        if (text.length() < 2 || text.charAt(0) != '"' || text.indexOf('\\') >= 0) {
            throw ClaimsException.malformed("a claim is no plain text");
        }
        return text.substring(1, text.length() - 1);
    }

    private static String ascii(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** Goes through an object or a list that is known to be JSON. */
    private static final class Scan {
        private final byte[] json;
        private int at = 1;

        Scan(byte[] json) {
            this.json = json;
        }

        Map<String, byte[]> members() throws ClaimsException {
            Map<String, byte[]> members = new LinkedHashMap<>();
            while (hasNext()) {
                int from = at;
                endString();
                String name = new String(json, from + 1, at - from - 2, StandardCharsets.UTF_8);
                blanks();
                at++; // the colon
                if (name.indexOf('\\') >= 0) {
                    throw ClaimsException.malformed("the name of a claim has an escape");
                }
                if (members.put(name, value()) != null) {
                    throw ClaimsException.malformed("a claim is given twice");
                }
            }
            return members;
        }

        List<byte[]> elements() {
            List<byte[]> elements = new ArrayList<>();
            while (hasNext()) {
                elements.add(value());
            }
            return elements;
        }

        /** Steps to the next member or element; false at the end. */
        private boolean hasNext() {
            blanks();
            if (json[at] == ',') {
                at++;
                blanks();
            }
            return json[at] != '}' && json[at] != ']';
        }

        private byte[] value() {
            blanks();
            int from = at;
            switch (json[at]) {
                case '"' -> endString();
                case '{', '[' -> endNested();
                default -> endScalar();
            }
            return Arrays.copyOfRange(json, from, at);
        }

        private void endString() {
            at++;
            while (json[at] != '"') {
                at += json[at] == '\\' ? 2 : 1;
            }
            at++;
        }

        private void endNested() {
            int depth = 0;
            do {
                switch (json[at]) {
                    case '"' -> {
                        endString();
                        continue;
                    }
                    case '{', '[' -> depth++;
                    case '}', ']' -> depth--;
                    default -> {
                        // Part of a value.
                    }
                }
                at++;
            } while (depth > 0);
        }

        private void endScalar() {
            while (json[at] != ',' && json[at] != '}' && json[at] != ']' && !isBlank(json[at])) {
                at++;
            }
        }

        private void blanks() {
            while (isBlank(json[at])) {
                at++;
            }
        }

        private static boolean isBlank(byte character) {
            return character == ' ' || character == '\t' || character == '\n' || character == '\r';
        }
    }
}
