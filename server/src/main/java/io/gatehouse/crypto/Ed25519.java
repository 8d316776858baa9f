package io.gatehouse.crypto;

import java.security.Provider;
import org.jspecify.annotations.Nullable;

/** Signs and verifies with Ed25519; one implementation per library, chosen once at start-up. */
public interface Ed25519 {
    /** The bytes of a signature. */
    int SIGNATURE_LENGTH = 64;

    /**
     * The library's name and version, and why it was taken where a faster one was not; for the log and for
     * {@code gatehouse check}.
     */
    String name();

    /**
     * The JCA provider behind this library, for algorithms that it does not offer itself; it need not be among the JDK's
     * installed ones. Null where the JDK's own are to be taken.
     */
    default @Nullable Provider provider() {
        return null;
    }

    /** Turns a 32-byte Ed25519 seed into a signer that may be used by many threads. */
    Signer signer(byte[] seed);

    /** Whether the 64-byte signature of the message was made by the key; never throws for bad input. */
    boolean verify(Nkey signedBy, byte[] message, int offset, int length, byte[] signature);

    /**
     * Checks signatures of one public key, which is prepared once and kept by who asks for it: signers that are many, such as
     * clients, then push nobody out of what {@link #verify} remembers of the few.
     */
    default Verifier verifier(Nkey signer) {
        return (message, offset, length, signature) -> verify(signer, message, offset, length, signature);
    }

    /**
     * The fastest library on this machine that passes a known-answer test; chosen once per process. The first call
     * starts the choice on a thread of its own and returns at once, for a native library takes a few hundred
     * milliseconds to load; {@link #name} and the first signature or check wait for it. The system property
     * {@code gatehouse.ed25519} or the environment variable {@code GATEHOUSE_ED25519} names one to take: {@code accp} or
     * {@code bouncycastle}.
     */
    static Ed25519 fastest() {
        return ChosenEd25519.INSTANCE;
    }

    /** Checks signatures of one public key. May be used by many threads. */
    @FunctionalInterface
    interface Verifier {
        /** Whether the 64-byte signature of the message was made by the key; never throws for bad input. */
        boolean verify(byte[] message, int offset, int length, byte[] signature);
    }

    /** Signs with one private key. */
    interface Signer {
        /** The 64-byte signature. */
        byte[] sign(byte[] message, int offset, int length);

        /** The 32-byte public key. */
        byte[] publicKey();
    }
}
