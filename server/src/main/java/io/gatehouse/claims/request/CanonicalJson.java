package io.gatehouse.claims.request;

import io.gatehouse.claims.jwt.JsonReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A cursor over JSON in one form: ASCII, no white space, members in a known order, numbers that are small and not negative.
 * It refuses nothing: at anything else it gives up, {@link #isWhole} is false at the end, and {@link JsonReader} reads the text
 * from the beginning. What it has returned is worth nothing then.
 */
final class CanonicalJson {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;

    /** Seven characters that are not special. */
    private static final long AFTER_THE_END = (ONES * 'x') << 8;

    /** Well below what the parser takes, so that it need not be counted in the parser's way. */
    private static final int MAX_STRING = 32 * 1024;

    private static final int MAX_DIGITS = 18;

    private static final String LETTERS = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    private final byte[] json;
    private int at;
    private boolean first;
    private boolean gaveUp;
    private boolean escapes;

    CanonicalJson(byte[] json) {
        this.json = json;
    }

    /** Whether the text was read to its end, and is in this form. */
    boolean isWhole() {
        return !gaveUp && at == json.length;
    }

    /** Steps into an object. */
    void begin() {
        expect('{');
        first = true;
    }

    /** Steps out of an object, all of whose members have been asked for. */
    void end() {
        expect('}');
        first = false;
    }

    /** Whether this is the next member, given as {@code "name":}; steps to its value if so. */
    boolean member(byte[] name) {
        int from = at;
        if (!first) {
            if (from >= json.length || json[from] != ',') {
                return false;
            }
            from++;
        }
        int end = from + name.length;
        if (end > json.length || json[from + 1] != name[1] || !Arrays.equals(json, from, end, name, 0, name.length)) {
            return false;
        }
        at = end;
        first = false;
        return true;
    }

    String string() {
        int from = at + 1;
        int end = endOfString();
        if (escapes || gaveUp) {
            return unescaped(from, end);
        }
        return new String(json, from, end - from, StandardCharsets.ISO_8859_1);
    }

    /** A text that most requests have in common, taken from the cache where it is known. */
    String string(InternCache<String> known) {
        int from = at + 1;
        int end = endOfString();
        if (escapes || gaveUp) {
            return unescaped(from, end);
        }
        String text = known.get(json, from, end);
        return text != null
                ? text
                : known.put(json, from, end, new String(json, from, end - from, StandardCharsets.ISO_8859_1));
    }

    void skipString() {
        endOfString();
        if (escapes) {
            // Whether they mean something is for the parser to find out.
            gaveUp = true;
        }
    }

    /** A list of at most so many texts. */
    List<String> strings(int max) {
        expect('[');
        if (take(']')) {
            return List.of();
        }
        List<String> strings = new ArrayList<>();
        do {
            strings.add(string());
        } while (strings.size() <= max && take(','));
        expect(']');
        gaveUp |= strings.size() > max;
        return List.copyOf(strings);
    }

    /** A list of at most so many lists. */
    List<List<String>> lists(int max, int maxStrings) {
        expect('[');
        List<List<String>> lists = new ArrayList<>();
        do {
            lists.add(strings(maxStrings));
        } while (lists.size() <= max && take(','));
        expect(']');
        gaveUp |= lists.size() > max;
        return List.copyOf(lists);
    }

    long number() {
        int from = at;
        long number = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9' && at - from <= MAX_DIGITS) {
            number = number * 10 + (json[at] - '0');
            at++;
        }
        int digits = at - from;
        gaveUp |= digits == 0 || digits > MAX_DIGITS || (digits > 1 && json[from] == '0');
        return number;
    }

    int integer() {
        long number = number();
        gaveUp |= number != (int) number;
        return (int) number;
    }

    /** An object that many requests have in common, and that has no objects in it; read only when it is new. */
    <T> T object(InternCache<T> known, Function<CanonicalJson, T> reader) {
        int from = at;
        int end = gaveUp ? from : endOfObject(from);
        T same = end == from ? null : known.get(json, from, end);
        if (same != null) {
            at = end;
            first = false;
            return same;
        }
        T value = reader.apply(this);
        return gaveUp || at != end ? value : known.put(json, from, end, value);
    }

    /** The place after the first closing brace; if that is part of a text, what ends there was never remembered. */
    private int endOfObject(int from) {
        int place = from;
        for (; place + 8 <= json.length; place += 8) {
            long braces = (long) LONG.get(json, place) ^ ONES * '}';
            long found = (braces - ONES) & ~braces & HIGH_BITS;
            if (found != 0) {
                return place + (Long.numberOfTrailingZeros(found) >>> 3) + 1;
            }
        }
        return from;
    }

    private void expect(char c) {
        gaveUp |= !take(c);
    }

    private boolean take(char c) {
        boolean there = at < json.length && json[at] == c;
        if (there) {
            at++;
        }
        return there;
    }

    /** Steps over a text, and tells where its closing quote is; notes whether it has escapes. */
    private int endOfString() {
        escapes = false;
        expect('"');
        int from = at;
        int end = endOfPlain(from);
        while (end + 1 < json.length && json[end] == '\\') {
            escapes = true;
            end = endOfPlain(end + 2);
        }
        if (end >= json.length || json[end] != '"' || end - from > MAX_STRING) {
            gaveUp = true;
            end = from;
        }
        at = end + 1;
        return end;
    }

    /** The place of the first quote, backslash, control character or byte beyond ASCII. */
    private int endOfPlain(int from) {
        int place = from;
        for (; place + 8 <= json.length; place += 8) {
            long special = special((long) LONG.get(json, place));
            if (special != 0) {
                return place + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (place < json.length && special((json[place] & 0xff) | AFTER_THE_END) == 0) {
            place++;
        }
        return place;
    }

    /** The high bit of the first byte, from the lowest, that a text without escapes cannot have; perhaps of others after it. */
    private static long special(long bytes) {
        long quotes = bytes ^ ONES * '"';
        long backslashes = bytes ^ ONES * '\\';
        long found = ((quotes - ONES) & ~quotes)
                | ((backslashes - ONES) & ~backslashes)
                | ((bytes - ONES * ' ') & ~bytes)
                | bytes;
        return found & HIGH_BITS;
    }

    /** The text with what its escapes stand for; those of two letters, and {@code \}{@code u00..} for ASCII. */
    private String unescaped(int from, int end) {
        if (gaveUp) {
            return "";
        }
        byte[] text = new byte[end - from];
        int length = 0;
        int place = from;
        while (place < end) {
            int part = Math.min(endOfPlain(place), end) - place;
            System.arraycopy(json, place, text, length, part);
            place += part;
            length += part;
            if (place < end) {
                byte letter = json[place + 1];
                byte octet = letter == 'u' ? ascii(place + 2, end) : meaning(letter);
                gaveUp |= octet < 0;
                text[length++] = octet;
                place += letter == 'u' ? 6 : 2;
            }
        }
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** What a letter after a backslash means, or -1. */
    private static byte meaning(byte letter) {
        int place = LETTERS.indexOf(letter);
        return (byte) (place < 0 ? -1 : MEANINGS.charAt(place));
    }

    /** The character of {@code 00} and two hexadecimal digits below 80, or -1. */
    private byte ascii(int from, int end) {
        if (from + 4 > end || json[from] != '0' || json[from + 1] != '0') {
            return -1;
        }
        int high = Character.digit(json[from + 2], 16);
        int low = Character.digit(json[from + 3], 16);
        boolean known = high >= 0 && high <= 7 && low >= 0;
        return (byte) (known ? 16 * high + low : -1);
    }
}
