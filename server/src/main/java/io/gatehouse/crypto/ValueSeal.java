package io.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals values under a secret that several processes share. Who does not have it can neither read a sealed value nor make one.
 * All keys are derived from the secret by HMAC-SHA-256: one for each purpose, and for each sealed value one of its own, {@code
 * HMAC(values, name | nonce)} with a random nonce of 24 bytes, by which it is encrypted with AES-256-GCM. A sealed value is {@code
 * nonce (24) | ciphertext | tag (16)}. May be used by many threads.
 */
public final class ValueSeal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String HMAC = "HmacSHA256";
    private static final int NONCE = XSalsa20.NONCE_LENGTH;
    private static final int TAG = 16;

    /** The bytes that a sealed value is longer than what is in it. */
    public static final int OVERHEAD = NONCE + TAG;

    /** Each key encrypts one value, so that this is not used twice with one key. */
    private static final byte[] FIRST = new byte[12];

    /** Makes keys of a secret that belong to this use alone, whatever else the secret may have been given for. */
    private static final String SALT = "gatehouse sealed values, version 1";

    private final Nonces nonces = new Nonces();
    private final byte[] root;
    private final byte[] values;
    private final byte[] names;

    /** Of a secret with no less entropy than a key: nothing slows down who guesses at it. */
    public ValueSeal(Secret secret) {
        this.root = hmac(SALT.getBytes(StandardCharsets.UTF_8), secret.reveal().getBytes(StandardCharsets.UTF_8));
        this.values = derived("values");
        this.names = derived("names");
    }

    /** A keyed hash whose key follows from the secret and from what it is for. */
    public KeyedHash hash(String purpose) {
        return KeyedHash.of(derived("hash " + purpose));
    }

    /** A name for what is told of by a message, which tells nothing of the message. */
    public byte[] name(byte[] message) {
        return hmac(names, message);
    }

    /**
     * Seals a value.
     *
     * @param name what it is sealed under: under another one it cannot be opened
     * @param context neither stored nor secret: in another one it cannot be opened
     */
    public byte[] seal(byte[] name, byte[] context, byte[] value) {
        byte[] sealed = new byte[OVERHEAD + value.length];
        nonces.write(sealed, 0);
        try {
            int length =
                    cipher(Cipher.ENCRYPT_MODE, name, context, sealed).doFinal(value, 0, value.length, sealed, NONCE);
            assert length == value.length + TAG;
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    /** Opens what was sealed under this name in this context, with the same secret; null for anything else. */
    public byte @Nullable [] open(byte[] name, byte[] context, byte[] sealed) {
        if (sealed.length < OVERHEAD) {
            return null;
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, name, context, sealed).doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    private Cipher cipher(int mode, byte[] name, byte[] context, byte[] sealed) throws GeneralSecurityException {
        byte[] own = Arrays.copyOf(name, name.length + NONCE);
        System.arraycopy(sealed, 0, own, name.length, NONCE);
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(hmac(values, own), "AES"), new GCMParameterSpec(TAG * Byte.SIZE, FIRST));
        cipher.updateAAD(context);
        return cipher;
    }

    private byte[] derived(String purpose) {
        return hmac(root, purpose.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    /** Without a key. */
    @Override
    public String toString() {
        return "ValueSeal[]";
    }
}
