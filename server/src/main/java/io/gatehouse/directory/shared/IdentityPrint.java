package io.gatehouse.directory.shared;

import io.gatehouse.policy.Identity;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A number for an identity, the same in each process for who is the same, and another one when anything of it differs but the order of
 * values.
 */
public final class IdentityPrint {
    private IdentityPrint() {}

    /** The print; 0 for one that cannot be written. */
    public static long of(Identity identity) {
        byte[] written = IdentityWriter.sorted(identity);
        return written == null ? 0 : of(written);
    }

    /** The same of bytes. */
    public static long of(byte[] bytes) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
