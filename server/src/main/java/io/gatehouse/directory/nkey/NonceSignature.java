package io.gatehouse.directory.nkey;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.Ed25519;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a client signed, and its signature. nats-server makes a nonce for each connection and tells it in INFO; the client signs
 * the bytes of that text, and sends the signature in base64url without padding, some libraries in base64 with padding.
 *
 * @param signature as the client sent it
 */
record NonceSignature(String nonce, String signature) {
    /** The lengths of 64 bytes in base64, without and with padding. */
    private static final int LENGTH = 86;

    private static final int PADDED_LENGTH = 88;

    /** What a login brings; null where it has no signature. */
    static @Nullable NonceSignature of(AuthorizationRequest login) {
        String signature = login.connect().signature();
        return signature == null || signature.isEmpty()
                ? null
                : new NonceSignature(login.client().nonce(), signature);
    }

    /** Whether there was a nonce at all: a signature of nothing would hold for ever. */
    boolean hasNonce() {
        return !nonce.isEmpty();
    }

    /** Whether the holder of the key made it, of this nonce. */
    boolean isBy(Ed25519.Verifier key) {
        byte[] bytes = decoded();
        byte[] signed = nonce.getBytes(StandardCharsets.UTF_8);
        return hasNonce() && bytes != null && key.verify(signed, 0, signed.length, bytes);
    }

    private byte @Nullable [] decoded() {
        if (signature.length() != LENGTH && signature.length() != PADDED_LENGTH) {
            return null;
        }
        boolean standard = signature.indexOf('+') >= 0 || signature.indexOf('/') >= 0;
        try {
            return (standard ? Base64.getDecoder() : Base64.getUrlDecoder()).decode(signature);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Without the signature. */
    @Override
    public String toString() {
        return "NonceSignature[nonce=" + nonce + "]";
    }
}
