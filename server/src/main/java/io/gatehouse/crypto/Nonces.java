package io.gatehouse.crypto;

import java.security.SecureRandom;

/**
 * Random nonces of 24 bytes, about 0.5 us each. The system's generator has one lock for all threads, which is waited for less
 * often when many nonces are fetched at a time.
 */
final class Nonces {
    private static final int BATCH = 64;

    private final SecureRandom random = new SecureRandom();
    private final Pool<Batch> spare = new Pool<>(Batch::new);

    /** Writes a fresh nonce at an offset. */
    void write(byte[] out, int offset) {
        Batch batch = spare.take();
        batch.next(out, offset);
        spare.give(batch);
    }

    private final class Batch {
        private final byte[] nonces = new byte[BATCH * XSalsa20.NONCE_LENGTH];
        private int left;

        void next(byte[] out, int offset) {
            if (left == 0) {
                random.nextBytes(nonces);
                left = BATCH;
            }
            left--;
            System.arraycopy(nonces, left * XSalsa20.NONCE_LENGTH, out, offset, XSalsa20.NONCE_LENGTH);
        }
    }
}
