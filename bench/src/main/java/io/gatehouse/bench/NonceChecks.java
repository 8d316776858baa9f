package io.gatehouse.bench;

import io.gatehouse.crypto.Ed25519;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Checks of signed nonces alone, of as many clients as log in, each with its key prepared. */
final class NonceChecks {
    private static final byte[] NONCE = "PXoWU7zWAMt75FY".getBytes(StandardCharsets.US_ASCII);

    private final Ed25519.Verifier[] keys;
    private final byte[][] signatures;
    private int next;

    NonceChecks(List<WarmUser> users) {
        this.keys = users.stream()
                .map(user -> Ed25519.fastest().verifier(user.nkey().publicKey()))
                .toArray(Ed25519.Verifier[]::new);
        this.signatures = users.stream()
                .map(user -> user.nkey().sign(NONCE, 0, NONCE.length))
                .toArray(byte[][]::new);
    }

    /**
     * Checks the next one.
     *
     * @throws IllegalStateException when it does not fit
     */
    void check() {
        if (!keys[next].verify(NONCE, 0, NONCE.length, signatures[next])) {
            throw new IllegalStateException("a nonce was not signed by its user");
        }
        next = next + 1 == keys.length ? 0 : next + 1;
    }
}
