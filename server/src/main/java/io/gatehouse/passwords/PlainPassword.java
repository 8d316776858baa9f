package io.gatehouse.passwords;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** A password kept in the clear, held and compared as a salted digest so that neither its text nor its length shows. */
final class PlainPassword extends DigestHash {
    private static final byte[] SALT = salt();

    PlainPassword(String stored) {
        super("plain", salted(stored));
    }

    @Override
    byte[] digest(String password) {
        return salted(password);
    }

    private static byte[] salted(String password) {
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
