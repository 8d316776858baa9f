package io.gatehouse.admin;

import io.gatehouse.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The token that admin requests have to bring. It can be replaced while the service runs, and its hash alone is kept. */
public final class AdminToken {
    private volatile byte @Nullable [] digest;

    /** @param token null where there are no admin requests */
    public AdminToken(@Nullable Secret token) {
        this.digest = digest(token);
    }

    /**
     * Requests have to bring this one from now on, and the one before is worth nothing.
     *
     * @param token null where there are no admin requests
     */
    public void use(@Nullable Secret token) {
        digest = digest(token);
    }

    /** The hash of what is to be brought; null where there are no admin requests. */
    byte @Nullable [] digest() {
        return digest;
    }

    static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte @Nullable [] digest(@Nullable Secret token) {
        return token == null ? null : digest(token.reveal());
    }
}
