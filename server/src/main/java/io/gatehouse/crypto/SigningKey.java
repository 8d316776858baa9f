package io.gatehouse.crypto;

/** An Ed25519 nkey pair of an operator, account, user or server: signs, and never shows its seed by accident. */
public final class SigningKey {
    private final NkeyKind kind;
    private final byte[] seed;
    private final Ed25519.Signer signer;
    private final Nkey publicKey;

    private SigningKey(NkeyKind kind, byte[] seed) {
        this.kind = kind;
        this.seed = seed;
        this.signer = Ed25519.fastest().signer(seed);
        this.publicKey = Nkey.of(kind, signer.publicKey());
    }

    /**
     * Reads a seed ({@code SO… SA… SU… SN…}); surrounding white space is ignored.
     *
     * @throws NkeyException when it is not an Ed25519 seed; the message does not repeat it
     */
    public static SigningKey fromSeed(String seed) {
        Seed parsed = Seed.parse(seed);
        if (parsed.kind() == NkeyKind.CURVE) {
            throw new NkeyException(
                    "a curve seed (SX...) cannot sign: a seed of an operator, account or user is needed");
        }
        return new SigningKey(parsed.kind(), parsed.raw());
    }

    /** Makes a new random key. */
    public static SigningKey generate(NkeyKind kind) {
        if (kind == NkeyKind.CURVE) {
            throw new NkeyException("a curve key cannot sign: use CurveKey");
        }
        return new SigningKey(kind, NkeysLibrary.newSeed(kind));
    }

    public Nkey publicKey() {
        return publicKey;
    }

    /** The 64-byte signature of a part of an array. */
    public byte[] sign(byte[] message, int offset, int length) {
        return signer.sign(message, offset, length);
    }

    /** The seed's text, for writing a key file; secret. */
    public String seed() {
        return Seed.text(kind, seed);
    }

    /** Two of the same public key are the same key. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKey key && publicKey.equals(key.publicKey);
    }

    @Override
    public int hashCode() {
        return publicKey.hashCode();
    }

    /** The public key only. */
    @Override
    public String toString() {
        return publicKey.text();
    }
}
