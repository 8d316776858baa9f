package io.gatehouse.crypto;

import org.jspecify.annotations.Nullable;

/**
 * The shared key of two xkeys: opens and seals xkey boxes, {@code "xkv1" | nonce (24) | tag (16) | ciphertext}
 * (NaCl crypto_box: X25519, HSalsa20, XSalsa20-Poly1305). May be used by many threads.
 */
public final class BoxKey {
    /** The bytes that a box is longer than its message: version 4, nonce 24, tag 16. */
    public static final int OVERHEAD = 4 + 24 + 16;

    private BoxKey() {}

    /** The message in a box, or null when it is no box, is too short, or was not sealed with this key. */
    public byte @Nullable [] open(byte[] box) {
        throw new UnsupportedOperationException();
    }

    /** A box with a fresh random nonce. */
    public byte[] seal(byte[] message) {
        throw new UnsupportedOperationException();
    }
}
