package io.gatehouse.crypto;

import java.security.SecureRandom;

/**
 * Random nonces of 24 bytes, about 0.5 us each. The system's generator has one lock for all threads; fetching many nonces
 * at a time makes waiting for it rare.
 */
final class Nonces {
    private static final int BATCH = 64;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pool<Nonces> SPARE = new Pool<>(Nonces::new);

    private final byte[] batch = new byte[BATCH * XSalsa20.NONCE_LENGTH];
    private int left;

    private Nonces() {}

    /** Writes a fresh nonce at an offset. */
    static void write(byte[] out, int offset) {
        Nonces nonces = SPARE.take();
        nonces.next(out, offset);
        SPARE.give(nonces);
    }

    private void next(byte[] out, int offset) {
        if (left == 0) {
            RANDOM.nextBytes(batch);
            left = BATCH;
        }
        left--;
        System.arraycopy(batch, left * XSalsa20.NONCE_LENGTH, out, offset, XSalsa20.NONCE_LENGTH);
    }
}
