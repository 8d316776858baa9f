package io.gatehouse.crypto;

/** An x25519 nkey pair ("xkey"), which seals to peers and opens what they sealed. */
public final class CurveKey {
    private CurveKey() {}

    /**
     * Reads a curve seed ({@code SX…}); surrounding white space is ignored.
     *
     * @throws NkeyException when it is not a curve seed; the message does not repeat it
     */
    public static CurveKey fromSeed(String seed) {
        throw new UnsupportedOperationException();
    }

    /** Makes a new random key. */
    public static CurveKey generate() {
        throw new UnsupportedOperationException();
    }

    public Nkey publicKey() {
        throw new UnsupportedOperationException();
    }

    /**
     * Agrees on the shared key with a peer: one X25519, about 150 us, so keep the result ({@link BoxKeys}).
     *
     * @throws NkeyException when the peer is no curve key, or is a point of low order
     */
    public BoxKey boxKey(Nkey peer) {
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
