package io.gatehouse.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A public nkey: a kind and 32 bytes, written as base32 with a prefix and a checksum. */
public final class Nkey {
    /** The length of the text: 35 bytes in base32, without a bit left over. */
    public static final int TEXT_LENGTH = 56;

    static final int RAW_LENGTH = 32;

    private static final VarHandle FIRST_EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final NkeyKind kind;
    private final byte[] raw;
    private final String text;

    private Nkey(NkeyKind kind, byte[] raw, String text) {
        this.kind = kind;
        this.raw = raw;
        this.text = text;
    }

    /**
     * Reads a public key of any kind.
     *
     * @throws NkeyException when the length, the alphabet, the prefix or the checksum is wrong
     */
    public static Nkey parse(String text) {
        byte[] bytes = NkeyText.decode(text, "a public nkey", TEXT_LENGTH);
        NkeyKind kind = NkeyKind.ofPrefix(bytes[0] & 0xff);
        if (kind == null) {
            throw new NkeyException("not a public nkey: the prefix is of no known kind (O, A, U, N, C, X)");
        }
        return new Nkey(kind, Arrays.copyOfRange(bytes, 1, 1 + RAW_LENGTH), text);
    }

    /**
     * Reads a public key of one kind.
     *
     * @throws NkeyException as {@link #parse(String)}, and when the key is of another kind
     */
    public static Nkey parse(String text, NkeyKind expected) {
        Nkey key = parse(text);
        if (key.kind != expected) {
            throw NkeyException.kind(expected, key.kind);
        }
        return key;
    }

    /** Makes the public key of a kind from its 32 raw bytes. */
    public static Nkey of(NkeyKind kind, byte[] raw) {
        if (raw.length != RAW_LENGTH) {
            throw NkeyException.length("a raw public key", RAW_LENGTH, raw.length);
        }
        byte[] text = NkeyText.encode(raw, (byte) kind.prefix());
        return new Nkey(kind, raw.clone(), new String(text, StandardCharsets.US_ASCII));
    }

    public NkeyKind kind() {
        return kind;
    }

    /** The 56 characters that NATS shows. */
    public String text() {
        return text;
    }

    /** The first eight of the raw bytes as a number: enough to tell random keys apart. */
    public long fingerprint() {
        return (long) FIRST_EIGHT.get(raw, 0);
    }

    /** The 32 bytes themselves; not to be changed. */
    byte[] raw() {
        return raw;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Nkey key && text.equals(key.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
