package io.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * The shared key of two xkeys: opens and seals xkey boxes, {@code "xkv1" | nonce (24) | tag (16) | ciphertext}
 * (NaCl crypto_box: X25519, HSalsa20, XSalsa20-Poly1305). May be used by many threads.
 */
public final class BoxKey {
    private static final byte[] VERSION = "xkv1".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_AT = 4;
    private static final int TAG_AT = NONCE_AT + XSalsa20.NONCE_LENGTH;
    private static final int TAG_LENGTH = 16;

    /** The bytes that a box is longer than its message: version 4, nonce 24, tag 16. */
    public static final int OVERHEAD = TAG_AT + TAG_LENGTH;

    private static final SecureRandom NONCES = new SecureRandom();

    private final Nkey peer;
    private final int[] key;

    BoxKey(Nkey peer, int[] key) {
        this.peer = peer;
        this.key = key;
    }

    /** The peer's public xkey. */
    public Nkey peer() {
        return peer;
    }

    /** The message in a box, or null when it is no box, is too short, or was not sealed with this key. */
    public byte @Nullable [] open(byte[] box) {
        if (!isBox(box)) {
            return null;
        }
        XSalsa20 stream = new XSalsa20(key, box, NONCE_AT);
        byte[] tag = new byte[TAG_LENGTH];
        tag(stream.macKey(), box, tag, 0);
        if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(box, TAG_AT, OVERHEAD))) {
            return null;
        }
        byte[] message = new byte[box.length - OVERHEAD];
        stream.xor(box, OVERHEAD, message.length, message, 0);
        return message;
    }

    /** A box with a fresh random nonce. */
    public byte[] seal(byte[] message) {
        byte[] nonce = new byte[XSalsa20.NONCE_LENGTH];
        NONCES.nextBytes(nonce);
        return seal(message, nonce);
    }

    /** A box with a given nonce of 24 bytes, which must never be used twice between the same two keys. */
    byte[] seal(byte[] message, byte[] nonce) {
        byte[] box = new byte[OVERHEAD + message.length];
        System.arraycopy(VERSION, 0, box, 0, VERSION.length);
        System.arraycopy(nonce, 0, box, NONCE_AT, XSalsa20.NONCE_LENGTH);
        XSalsa20 stream = new XSalsa20(key, nonce, 0);
        byte[] macKey = stream.macKey();
        stream.xor(message, 0, message.length, box, OVERHEAD);
        tag(macKey, box, box, TAG_AT);
        return box;
    }

    private static boolean isBox(byte[] box) {
        return box.length >= OVERHEAD
                && box[0] == VERSION[0]
                && box[1] == VERSION[1]
                && box[2] == VERSION[2]
                && box[3] == VERSION[3];
    }

    /** Writes the tag of a box's ciphertext. */
    private static void tag(byte[] macKey, byte[] box, byte[] out, int offset) {
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(macKey));
        mac.update(box, OVERHEAD, box.length - OVERHEAD);
        mac.doFinal(out, offset);
    }
}
