package io.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text form of a private nkey: {@code S}, the kind's letter, 32 secret bytes and a checksum, in base32. Its own
 * arrays are wiped; a {@code String} cannot be.
 */
final class Seed {
    /** The length of the text: 36 bytes in base32, with two bits left over that must be 0. */
    static final int TEXT_LENGTH = 58;

    static final int RAW_LENGTH = 32;
    private static final int PREFIX = 18 << 3;
    private static final int BYTES = 2 + RAW_LENGTH + 2;

    private final NkeyKind kind;
    private final byte[] raw;

    private Seed(NkeyKind kind, byte[] raw) {
        this.kind = kind;
        this.raw = raw;
    }

    /**
     * Reads a seed of any kind; surrounding white space is ignored.
     *
     * @throws NkeyException when the length, the alphabet, the prefix or the checksum is wrong
     */
    static Seed parse(String text) {
        String trimmed = text.strip();
        if (trimmed.length() != TEXT_LENGTH) {
            throw NkeyException.length("an nkey seed", TEXT_LENGTH, trimmed.length());
        }
        byte[] bytes = new byte[BYTES];
        try {
            decode(trimmed, bytes);
            return new Seed(kind(bytes), Arrays.copyOfRange(bytes, 2, 2 + RAW_LENGTH));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The text of a seed; secret. */
    static String text(NkeyKind kind, byte[] raw) {
        byte[] bytes = new byte[BYTES];
        bytes[0] = (byte) (PREFIX | kind.prefix() >> 5);
        bytes[1] = (byte) (kind.prefix() << 3);
        System.arraycopy(raw, 0, bytes, 2, RAW_LENGTH);
        int crc = Crc16.of(bytes, 2 + RAW_LENGTH);
        bytes[2 + RAW_LENGTH] = (byte) crc;
        bytes[2 + RAW_LENGTH + 1] = (byte) (crc >> 8);
        byte[] text = Base32.encode(bytes);
        try {
            return new String(text, StandardCharsets.US_ASCII);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }

    NkeyKind kind() {
        return kind;
    }

    /** The 32 secret bytes themselves, which the caller now owns. */
    byte[] raw() {
        return raw;
    }

    private static void decode(String text, byte[] bytes) {
        int held = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            int value = Base32.value(text.charAt(i));
            if (value < 0) {
                throw NkeyException.alphabet("an nkey seed", i);
            }
            held = held << 5 | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (held >> bits);
            }
        }
        if ((held & (1 << bits) - 1) != 0) {
            throw new NkeyException("not an nkey seed: its last character is not the one that a seed ends in");
        }
    }

    private static NkeyKind kind(byte[] bytes) {
        int sum = bytes[BYTES - 2] & 0xff | (bytes[BYTES - 1] & 0xff) << 8;
        if (sum != Crc16.of(bytes, BYTES - 2)) {
            throw NkeyException.checksum("an nkey seed");
        }
        if ((bytes[0] & 0xf8) != PREFIX) {
            throw new NkeyException("not an nkey seed: it does not begin with S");
        }
        NkeyKind kind = (bytes[1] & 7) == 0 ? NkeyKind.ofPrefix((bytes[0] & 7) << 5 | (bytes[1] & 0xff) >> 3) : null;
        if (kind == null) {
            throw new NkeyException("not an nkey seed: it is of no known kind (SO, SA, SU, SN, SC, SX)");
        }
        return kind;
    }
}
