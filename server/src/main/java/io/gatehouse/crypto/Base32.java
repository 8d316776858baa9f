package io.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Base32 (RFC 4648) without padding, upper case only, and only the one text that each byte string has. */
final class Base32 {
    private static final byte[] ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = values();

    private Base32() {}

    /**
     * Decodes a text that has just the length for the bytes.
     *
     * @return -1, or the index of the first character that no such text has there
     */
    static int decode(String text, byte[] bytes) {
        int held = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                return i;
            }
            held = (held << 5) | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (held >> bits);
            }
        }
        boolean bitsLeftOver = (held & ((1 << bits) - 1)) != 0;
        return bitsLeftOver ? text.length() - 1 : -1;
    }

    /** The ASCII text of some bytes. */
    static byte[] encode(byte[] bytes) {
        byte[] text = new byte[(bytes.length * 8 + 4) / 5];
        int held = 0;
        int bits = 0;
        int at = 0;
        for (byte octet : bytes) {
            held = (held << 8) | (octet & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text[at++] = ALPHABET[(held >> bits) & 31];
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text[at] = ALPHABET[(held << (5 - bits)) & 31];
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
