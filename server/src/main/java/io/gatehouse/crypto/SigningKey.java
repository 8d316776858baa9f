package io.gatehouse.crypto;

/** An Ed25519 nkey pair of an operator, account, user or server: signs, and never shows its seed by accident. */
public final class SigningKey {
    private SigningKey() {}

    /**
     * Reads a seed ({@code SO… SA… SU… SN…}); surrounding white space is ignored.
     *
     * @throws NkeyException when it is not an Ed25519 seed; the message does not repeat it
     */
    public static SigningKey fromSeed(String seed) {
        throw new UnsupportedOperationException();
    }

    /** Makes a new random key. */
    public static SigningKey generate(NkeyKind kind) {
        throw new UnsupportedOperationException();
    }

    public Nkey publicKey() {
        throw new UnsupportedOperationException();
    }

    /** The 64-byte signature of a part of an array. */
    public byte[] sign(byte[] message, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** The seed's text, for writing a key file; secret. */
    public String seed() {
        throw new UnsupportedOperationException();
    }

    /** The public key only. */
    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }
}
