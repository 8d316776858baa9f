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
        byte[] bytes = NkeyText.decode(text.strip(), "an nkey seed", TEXT_LENGTH);
        try {
            return new Seed(kind(bytes[0], bytes[1]), Arrays.copyOfRange(bytes, 2, 2 + RAW_LENGTH));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The text of a seed; secret. */
    static String text(NkeyKind kind, byte[] raw) {
        byte[] text = NkeyText.encode(raw, (byte) (PREFIX | (kind.prefix() >> 5)), (byte) (kind.prefix() << 3));
        try {
            return new String(text, StandardCharsets.US_ASCII);
        } finally {
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

    /** The kind's prefix is spread over the last 3 bits of one byte and the first 5 of the next. */
    private static NkeyKind kind(byte first, byte second) {
        if ((first & 0xf8) != PREFIX) {
            throw new NkeyException("not an nkey seed: it does not begin with S");
        }
        NkeyKind kind = (second & 7) == 0 ? NkeyKind.ofPrefix(((first & 7) << 5) | ((second & 0xff) >> 3)) : null;
        if (kind == null) {
            throw new NkeyException("not an nkey seed: it is of no known kind (SO, SA, SU, SN, SC, SX)");
        }
        return kind;
    }
}
