package io.gatehouse.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256, with a random key that never leaves the process or with one that processes share: what it makes of a secret can be
 * compared and kept, and tells nothing to those who have no key. An instance is for one thread at a time; {@link #another} has the same key.
 */
public final class KeyedHash {
    /** The length of a hash, in bytes. */
    public static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final Mac mac;

    private KeyedHash(SecretKeySpec key) {
        this.key = key;
        this.mac = mac(key);
    }

    /** One with a key of its own. */
    public static KeyedHash random() {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return new KeyedHash(new SecretKeySpec(key, ALGORITHM));
    }

    /** One with this key, of {@link #LENGTH} bytes. */
    static KeyedHash of(byte[] key) {
        return new KeyedHash(new SecretKeySpec(key, ALGORITHM));
    }

    /** One more with the same key, for another thread. */
    public KeyedHash another() {
        return new KeyedHash(key);
    }

    /** Writes the hash of {@code message[0, length)} to the beginning of {@code hash}; allocates nothing. */
    public void hash(byte[] message, int length, byte[] hash) {
        mac.update(message, 0, length);
        try {
            mac.doFinal(hash, 0);
        } catch (ShortBufferException e) {
            throw new IllegalArgumentException("a hash has " + LENGTH + " bytes", e);
        }
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
