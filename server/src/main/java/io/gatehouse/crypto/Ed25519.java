package io.gatehouse.crypto;

/** Signs and verifies with Ed25519; one implementation per library, chosen once at start-up. */
public interface Ed25519 {
    int SIGNATURE_LENGTH = 64;

    /** The library's name and version, for the log and for {@code gatehouse check}. */
    String name();

    /** Turns a 32-byte Ed25519 seed into a signer that may be used by many threads. */
    Signer signer(byte[] seed);

    /** Whether the 64-byte signature of the message was made by the key; never throws for bad input. */
    boolean verify(Nkey signedBy, byte[] message, int offset, int length, byte[] signature);

    /** The fastest library on this machine that passes a known-answer test; chosen once per process. */
    static Ed25519 fastest() {
        return new BouncyCastleEd25519();
    }

    /** Signs with one private key. */
    interface Signer {
        /** The 64-byte signature. */
        byte[] sign(byte[] message, int offset, int length);

        /** The 32-byte public key. */
        byte[] publicKey();
    }
}
