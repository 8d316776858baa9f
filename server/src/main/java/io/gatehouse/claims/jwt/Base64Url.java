package io.gatehouse.claims.jwt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base64url without padding (RFC 4648, section 5) in its canonical form only: one text for one array of bytes, so that
 * nobody can write a signed JWT in a second way. The JDK's decoder takes padding and stray trailing bits, and answers
 * bad input with an exception.
 */
public final class Base64Url {
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);

    /** The value of each character where it is the last of four, -1 for those outside the alphabet. */
    private static final int[] VALUES = values(0);

    private static final int[] THIRD = values(6);
    private static final int[] SECOND = values(12);
    private static final int[] FIRST = values(18);

    /** The two characters of each 12 bits, the first in the high byte. */
    private static final char[] PAIRS = pairs();

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Base64Url() {}

    private static char[] pairs() {
        char[] pairs = new char[1 << 12];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (char) ((ALPHABET[i >> 6] << 8) | ALPHABET[i & 0x3f]);
        }
        return pairs;
    }

    private static int[] values(int shift) {
        int[] values = new int[256];
        Arrays.fill(values, -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            values[ALPHABET[i]] = i << shift;
        }
        return values;
    }

    /** The six bits that a character is; -1 for one outside the alphabet. */
    static int value(char c) {
        return c < VALUES.length ? VALUES[c] : -1;
    }

    /** How many characters encode so many bytes. */
    public static int encodedLength(int bytes) {
        return (bytes * 4 + 2) / 3;
    }

    /** Encodes {@code source[from, to)} into the target, and tells where it ends there. */
    public static int encode(byte[] source, int from, int to, byte[] target, int at) {
        int in = from;
        int out = at;
        for (; in + 6 <= to && in + 8 <= source.length; in += 6, out += 8) {
            long bits = (long) LONG.get(source, in);
            LONG.set(target, out, (characters((int) (bits >>> 40)) << 32) | characters((int) (bits >>> 16) & 0xffffff));
        }
        for (; in + 3 <= to; in += 3, out += 4) {
            int bits = ((source[in] & 0xff) << 16) | ((source[in + 1] & 0xff) << 8) | (source[in + 2] & 0xff);
            target[out] = ALPHABET[bits >>> 18];
            target[out + 1] = ALPHABET[(bits >>> 12) & 0x3f];
            target[out + 2] = ALPHABET[(bits >>> 6) & 0x3f];
            target[out + 3] = ALPHABET[bits & 0x3f];
        }
        return in == to ? out : encodeTail(source, in, to, target, out);
    }

    /** The four characters of 24 bits. */
    private static long characters(int bits) {
        return ((long) PAIRS[bits >>> 12] << 16) | PAIRS[bits & 0xfff];
    }

    private static int encodeTail(byte[] source, int in, int to, byte[] target, int at) {
        int out = at;
        int first = source[in] & 0xff;
        target[out++] = ALPHABET[first >>> 2];
        if (in + 1 == to) {
            target[out++] = ALPHABET[(first << 4) & 0x3f];
            return out;
        }
        int second = source[in + 1] & 0xff;
        target[out++] = ALPHABET[((first << 4) | (second >>> 4)) & 0x3f];
        target[out++] = ALPHABET[(second << 2) & 0x3f];
        return out;
    }

    /** The bytes that {@code source[from, to)} encodes; null when it is not canonical base64url. */
    static byte @Nullable [] decode(byte[] source, int from, int to) {
        int length = to - from;
        int tail = length & 3;
        if (tail == 1) {
            return null;
        }
        byte[] target = new byte[length / 4 * 3 + (tail == 0 ? 0 : tail - 1)];
        int wholes = to - tail;
        int seen = 0;
        int in = from;
        int out = 0;
        // Eight bytes are written where six belong; those that follow overwrite the last two.
        for (; in + 8 <= wholes && out + 8 <= target.length; in += 8, out += 6) {
            int high = bits(source, in);
            int low = bits(source, in + 4);
            seen |= high | low;
            LONG.set(target, out, ((long) high << 40) | ((long) low << 16));
        }
        for (; in < wholes; in += 4, out += 3) {
            int bits = bits(source, in);
            seen |= bits;
            target[out] = (byte) (bits >> 16);
            target[out + 1] = (byte) (bits >> 8);
            target[out + 2] = (byte) bits;
        }
        return seen >= 0 && decodeTail(source, wholes, tail, target, out) ? target : null;
    }

    /** The 24 bits of four characters; less than 0 when one is outside the alphabet, which is -1 whatever it joins. */
    private static int bits(byte[] source, int in) {
        return FIRST[source[in] & 0xff]
                | SECOND[source[in + 1] & 0xff]
                | THIRD[source[in + 2] & 0xff]
                | VALUES[source[in + 3] & 0xff];
    }

    private static boolean decodeTail(byte[] source, int in, int length, byte[] target, int out) {
        if (length == 0) {
            return true;
        }
        int bits = (VALUES[source[in] & 0xff] << 12) | (VALUES[source[in + 1] & 0xff] << 6);
        if (length == 2) {
            target[out] = (byte) (bits >> 10);
            return bits >= 0 && (bits & 0x3ff) == 0;
        }
        bits |= VALUES[source[in + 2] & 0xff];
        target[out] = (byte) (bits >> 10);
        target[out + 1] = (byte) (bits >> 2);
        return bits >= 0 && (bits & 3) == 0;
    }
}
