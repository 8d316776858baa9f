package io.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The shared key of two xkeys: opens and seals xkey boxes, {@code "xkv1" | nonce (24) | tag (16) | ciphertext}
 * (NaCl crypto_box: X25519, HSalsa20, XSalsa20-Poly1305). May be used by many threads.
 */
public final class BoxKey {
    private static final byte[] VERSION = "xkv1".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_AT = 4;
    private static final int TAG_AT = NONCE_AT + XSalsa20.NONCE_LENGTH;

    /** The bytes that a box is longer than its message: version 4, nonce 24, tag 16. */
    public static final int OVERHEAD = TAG_AT + Poly1305.TAG_LENGTH;

    private final Nkey peer;
    private final int[] key;
    private final Nonces nonces;
    private volatile @Nullable Nkey server;

    /** @param key the shared secret as 8 little-endian words */
    BoxKey(Nkey peer, int[] key, Nonces nonces) {
        this.peer = peer;
        this.key = key;
        this.nonces = nonces;
    }

    /** The peer's public xkey. */
    public Nkey peer() {
        return peer;
    }

    /** The server whose signed request came in a box of this key last; null before the first. */
    public @Nullable Nkey server() {
        return server;
    }

    void belongsTo(Nkey signer) {
        Nkey known = server;
        if (known == null || !signer.equals(known)) {
            server = signer;
        }
    }

    /** The message in a box, or null when it is no box, is too short, or was not sealed with this key. */
    public byte @Nullable [] open(byte[] box) {
        return open(box, 0);
    }

    /** The same with a box that begins somewhere in an array, and goes to its end. */
    public byte @Nullable [] open(byte[] bytes, int from) {
        if (!isBox(bytes, from)) {
            return null;
        }
        XSalsa20 stream = new XSalsa20(key, bytes, from + NONCE_AT);
        Poly1305 mac = stream.mac();
        int hidden = from + OVERHEAD;
        mac.update(bytes, hidden, bytes.length - hidden);
        if (!mac.matches(bytes, from + TAG_AT)) {
            return null;
        }
        byte[] message = new byte[bytes.length - hidden];
        stream.xor(bytes, hidden, message.length, message, 0);
        return message;
    }

    /** A box with a fresh random nonce. */
    public byte[] seal(byte[] message) {
        byte[] box = roomFor(message);
        sealInPlace(box);
        return box;
    }

    /** Makes a box with a fresh random nonce of an array whose message has {@link #OVERHEAD} bytes left before it. */
    public void sealInPlace(byte[] box) {
        nonces.write(box, NONCE_AT);
        hide(box);
    }

    /** A box with a given nonce of 24 bytes, for known-answer tests: a nonce used twice gives the messages away. */
    byte[] seal(byte[] message, byte[] nonce, int offset) {
        byte[] box = roomFor(message);
        System.arraycopy(nonce, offset, box, NONCE_AT, XSalsa20.NONCE_LENGTH);
        hide(box);
        return box;
    }

    private static byte[] roomFor(byte[] message) {
        byte[] box = new byte[OVERHEAD + message.length];
        System.arraycopy(message, 0, box, OVERHEAD, message.length);
        return box;
    }

    /** Completes a box that holds its nonce and its message. */
    private void hide(byte[] box) {
        System.arraycopy(VERSION, 0, box, 0, VERSION.length);
        XSalsa20 stream = new XSalsa20(key, box, NONCE_AT);
        Poly1305 mac = stream.mac();
        int length = box.length - OVERHEAD;
        stream.xor(box, OVERHEAD, length, box, OVERHEAD);
        mac.update(box, OVERHEAD, length);
        mac.write(box, TAG_AT);
    }

    private static boolean isBox(byte[] bytes, int from) {
        return bytes.length - from >= OVERHEAD
                && Arrays.equals(bytes, from, from + VERSION.length, VERSION, 0, VERSION.length);
    }

    /** The peer only. */
    @Override
    public String toString() {
        return "BoxKey[peer=" + peer + "]";
    }
}
