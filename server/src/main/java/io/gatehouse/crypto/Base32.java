package io.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Base32 (RFC 4648) without padding, upper case only, and only the one text that each byte string has. */
final class Base32 {
    private static final byte[] ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = values();

    private Base32() {}

    /** The value (0 to 31) of a character, or -1 for one outside the alphabet. */
    static int value(char c) {
        return c < VALUES.length ? VALUES[c] : -1;
    }

    /** The ASCII text of some bytes. */
    static byte[] encode(byte[] bytes) {
        byte[] text = new byte[(bytes.length * 8 + 4) / 5];
        int held = 0;
        int bits = 0;
        int at = 0;
        for (byte octet : bytes) {
            held = held << 8 | octet & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text[at++] = ALPHABET[held >> bits & 31];
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text[at] = ALPHABET[held << 5 - bits & 31];
        }
        return text;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            values[ALPHABET[i]] = (byte) i;
        }
        return values;
    }
}
