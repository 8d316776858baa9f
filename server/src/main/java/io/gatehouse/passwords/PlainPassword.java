package io.gatehouse.passwords;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.jspecify.annotations.Nullable;

/** A password kept in the clear, held and compared as a salted digest so that neither its text nor its length shows. */
final class PlainPassword implements PasswordHash {
    private static final byte[] SALT = salt();

    private final byte[] digest;

    PlainPassword(String stored) {
        this.digest = digest(stored);
    }

    @Override
    public boolean matches(String password) {
        return MessageDigest.isEqual(digest, digest(password));
    }

    @Override
    public String scheme() {
        return "plain";
    }

    @Override
    public boolean slow() {
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlainPassword that && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return scheme();
    }

    private static byte[] digest(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        SHA256Digest sha = new SHA256Digest();
        sha.update(SALT, 0, SALT.length);
        sha.update(bytes, 0, bytes.length);
        byte[] digest = new byte[sha.getDigestSize()];
        sha.doFinal(digest, 0);
        return digest;
    }

    private static byte[] salt() {
        byte[] salt = new byte[64];
        new SecureRandom().nextBytes(salt);
        return salt;
    }
}
