package io.gatehouse.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** An x25519 nkey pair ("xkey"), which seals to peers and opens what they sealed. */
public final class CurveKey {
    private final byte[] seed;
    private final Nkey publicKey;
    private final Nonces nonces = new Nonces();

    private CurveKey(byte[] seed) {
        this.seed = seed;
        byte[] point = new byte[X25519.POINT_SIZE];
        X25519.scalarMultBase(seed, 0, point, 0);
        this.publicKey = Nkey.of(NkeyKind.CURVE, point);
    }

    /**
     * Reads a curve seed ({@code SX…}); surrounding white space is ignored.
     *
     * @throws NkeyException when it is not a curve seed; the message does not repeat it
     */
    public static CurveKey fromSeed(String seed) {
        Seed parsed = Seed.parse(seed);
        if (parsed.kind() != NkeyKind.CURVE) {
            throw new NkeyException("a curve seed (SX...) is needed here, not a signing seed (S"
                    + parsed.kind().letter() + "...)");
        }
        return new CurveKey(parsed.raw());
    }

    /** Makes a new random key. */
    public static CurveKey generate() {
        byte[] seed = new byte[Seed.RAW_LENGTH];
        new SecureRandom().nextBytes(seed);
        return new CurveKey(seed);
    }

    public Nkey publicKey() {
        return publicKey;
    }

    /**
     * Agrees on the shared key with a peer: one X25519, about 150 us, so keep the result ({@link BoxKeys}).
     *
     * @throws NkeyException when the peer is no curve key, or is a point of low order
     */
    public BoxKey boxKey(Nkey peer) {
        if (peer.kind() != NkeyKind.CURVE) {
            throw NkeyException.kind(NkeyKind.CURVE, peer.kind());
        }
        byte[] point = new byte[X25519.POINT_SIZE];
        try {
            if (!X25519.calculateAgreement(seed, 0, peer.raw(), 0, point, 0)) {
                throw new NkeyException("the xkey is a point of low order, which no honest peer has");
            }
            return new BoxKey(peer, XSalsa20.hsalsa20(XSalsa20.words(point), new byte[16], 0), nonces);
        } finally {
            Arrays.fill(point, (byte) 0);
        }
    }

    /** The seed's text, for writing a key file; secret. */
    public String seed() {
        return Seed.text(NkeyKind.CURVE, seed);
    }

    /** Two of the same public key are the same key. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CurveKey key && publicKey.equals(key.publicKey);
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
