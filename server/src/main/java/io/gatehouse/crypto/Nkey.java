package io.gatehouse.crypto;

/** A public nkey: a kind and 32 bytes, written as base32 with a prefix and a checksum. */
public final class Nkey {
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
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a public key of one kind.
     *
     * @throws NkeyException as {@link #parse(String)}, and when the key is of another kind
     */
    public static Nkey parse(String text, NkeyKind expected) {
        throw new UnsupportedOperationException();
    }

    /** Makes the public key of a kind from its 32 raw bytes. */
    static Nkey of(NkeyKind kind, byte[] raw) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
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
