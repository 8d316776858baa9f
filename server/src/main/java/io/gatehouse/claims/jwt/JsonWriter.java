package io.gatehouse.claims.jwt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds JSON (RFC 8259) as UTF-8, without spaces. Commas come by themselves; that objects and lists are closed is the
 * caller's part. Not for several threads.
 */
public final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    public JsonWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /** Empty again, in the array that there is. */
    public JsonWriter clear() {
        length = 0;
        return this;
    }

    public JsonWriter begin() {
        return separate().raw('{');
    }

    public JsonWriter end() {
        return raw('}');
    }

    public JsonWriter beginList() {
        return separate().raw('[');
    }

    public JsonWriter endList() {
        return raw(']');
    }

    /** The name of the member that is written next; a name of ours, which needs no escapes. */
    public JsonWriter name(String name) {
        return separate().raw('"').ascii(name).raw('"').raw(':');
    }

    public JsonWriter string(String value) {
        return separate().raw('"').escaped(value).raw('"');
    }

    JsonWriter number(long value) {
        return separate().ascii(Long.toString(value));
    }

    JsonWriter bool(boolean value) {
        return separate().ascii(value ? "true" : "false");
    }

    public JsonWriter member(String name, String value) {
        return name(name).string(value);
    }

    public JsonWriter member(String name, long value) {
        return name(name).number(value);
    }

    /** Left out when the text is null or empty. */
    public JsonWriter optional(String name, @Nullable String value) {
        return value == null || value.isEmpty() ? this : member(name, value);
    }

    /** Left out when false. */
    public JsonWriter optional(String name, boolean value) {
        return value ? name(name).bool(true) : this;
    }

    /** Left out when zero. */
    public JsonWriter optional(String name, long value) {
        return value == 0 ? this : member(name, value);
    }

    /** Left out when empty. */
    public JsonWriter optional(String name, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        name(name).beginList();
        values.forEach(this::string);
        return endList();
    }

    /** A value that is JSON already. */
    JsonWriter literal(String json) {
        return separate().raw(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that are part of JSON already. */
    public JsonWriter raw(byte[] json) {
        ensure(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Characters of ASCII that need no escapes, as they are. */
    public JsonWriter ascii(String text) {
        ensure(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    public JsonWriter raw(char c) {
        ensure(1);
        bytes[length++] = (byte) c;
        return this;
    }

    public int length() {
        return length;
    }

    /** How many characters a number of 0 or more takes. */
    public static int digits(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** The array that is written to; it may be longer than what was written. */
    byte[] buffer() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** A comma is due after everything but the beginning of the text, of an object, of a list or of a value. */
    private JsonWriter separate() {
        if (length > 0) {
            byte last = bytes[length - 1];
            if (last != '{' && last != '[' && last != ':') {
                return raw(',');
            }
        }
        return this;
    }

    private JsonWriter escaped(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                escape(c);
            } else if (c < 0x80) {
                raw(c);
            } else {
                int character = value.codePointAt(i);
                unicode(character);
                i += Character.charCount(character) - 1;
            }
        }
        return this;
    }

    private void escape(char c) {
        raw('\\');
        switch (c) {
            case '"', '\\' -> raw(c);
            case '\n' -> raw('n');
            case '\r' -> raw('r');
            case '\t' -> raw('t');
            default -> {
                ascii("u00");
                raw((char) HEX[c >> 4]).raw((char) HEX[c & 15]);
            }
        }
    }

    /** Half a surrogate pair is not a character; it becomes U+FFFD, as it does in Go. */
    private void unicode(int character) {
        int c = character <= 0xffff && Character.isSurrogate((char) character) ? 0xfffd : character;
        if (c < 0x800) {
            octet(0xc0 | (c >> 6));
        } else {
            if (c < 0x10000) {
                octet(0xe0 | (c >> 12));
            } else {
                octet(0xf0 | (c >> 18));
                octet(0x80 | ((c >> 12) & 0x3f));
            }
            octet(0x80 | ((c >> 6) & 0x3f));
        }
        octet(0x80 | (c & 0x3f));
    }

    private void octet(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
