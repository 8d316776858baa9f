package io.gatehouse.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Ed25519 in native code, by Amazon Corretto Crypto Provider (AWS-LC). The provider is asked by itself and not installed
 * among the JDK's; it registers no Ed25519 key factory, so keys come from the JDK's.
 */
final class AccpEd25519 implements Ed25519 {
    private static final String ALGORITHM = "Ed25519";
    /** The DER that comes before the 32 bytes of a private key (RFC 8410). */
    private static final byte[] PRIVATE_PREFIX =
            bytes(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);
    /** The DER that comes before the 32 bytes of a public key (RFC 8410). */
    private static final byte[] PUBLIC_PREFIX = bytes(0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0);

    private static final int CACHED_KEYS = 256;

    /** Of a key that signs nothing. */
    private static final Ed25519.Verifier REFUSAL = (message, offset, length, signature) -> false;

    private final AmazonCorrettoCryptoProvider provider;
    private final KeyFactory keys;
    private final AtomicReferenceArray<@Nullable Verifier> verifiers = new AtomicReferenceArray<>(CACHED_KEYS);

    /**
     * Loads the native library: some hundreds of milliseconds.
     *
     * @throws GeneralSecurityException when the library did not load or fails its own self-test
     * @throws LinkageError when the provider is not on the class path
     */
    AccpEd25519() throws GeneralSecurityException {
        provider = AmazonCorrettoCryptoProvider.INSTANCE;
        Throwable error = provider.getLoadingError();
        if (error != null) {
            throw new GeneralSecurityException("its native library did not load: " + error.getMessage(), error);
        }
        Signature.getInstance(ALGORITHM, provider);
        keys = KeyFactory.getInstance(ALGORITHM);
    }

    @Override
    public String name() {
        return "Amazon Corretto Crypto Provider " + provider.getVersionStr() + " (" + provider.getAwsLcVersionStr()
                + ")";
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public Ed25519.Signer signer(byte[] seed) {
        byte[] publicKey = new byte[Nkey.RAW_LENGTH];
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        byte[] der = join(PRIVATE_PREFIX, seed);
        try {
            return new Signer(keys.generatePrivate(new PKCS8EncodedKeySpec(der)), publicKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK refuses an Ed25519 seed", e);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    @Override
    public boolean verify(Nkey signedBy, byte[] message, int offset, int length, byte[] signature) {
        if (signature.length != SIGNATURE_LENGTH || signedBy.kind() == NkeyKind.CURVE) {
            return false;
        }
        try {
            return known(signedBy).verify(message, offset, length, signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public Ed25519.Verifier verifier(Nkey signer) {
        if (signer.kind() == NkeyKind.CURVE) {
            return REFUSAL;
        }
        try {
            return prepared(signer);
        } catch (GeneralSecurityException e) {
            return REFUSAL;
        }
    }

    /** Few servers sign many requests, and the JDK takes some 10 us for a key: so the latest keys are kept by hash. */
    private Verifier known(Nkey nkey) throws GeneralSecurityException {
        int slot = nkey.hashCode() & (CACHED_KEYS - 1);
        Verifier cached = verifiers.get(slot);
        if (cached == null || !cached.nkey.equals(nkey)) {
            cached = prepared(nkey);
            verifiers.set(slot, cached);
        }
        return cached;
    }

    private Verifier prepared(Nkey nkey) throws GeneralSecurityException {
        return new Verifier(nkey, keys.generatePublic(new X509EncodedKeySpec(join(PUBLIC_PREFIX, nkey.raw()))));
    }

    private Signature signature() {
        try {
            return Signature.getInstance(ALGORITHM, provider);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(name() + " no longer offers " + ALGORITHM, e);
        }
    }

    private static byte[] join(byte[] prefix, byte[] key) {
        byte[] joined = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, joined, prefix.length, key.length);
        return joined;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** Keeps spare signatures that have the key already: to be given the JDK's, the provider parses it anew each time. */
    private final class Verifier implements Ed25519.Verifier {
        private final Nkey nkey;
        private final PublicKey key;
        private final Pool<Signature> signatures = new Pool<>(this::initialized);

        /** @throws GeneralSecurityException when the provider refuses the key */
        Verifier(Nkey nkey, PublicKey key) throws GeneralSecurityException {
            this.nkey = nkey;
            this.key = key;
            Signature first = signature();
            first.initVerify(key);
            signatures.give(first);
        }

        @Override
        public boolean verify(byte[] message, int offset, int length, byte[] signature) {
            if (signature.length != SIGNATURE_LENGTH) {
                return false;
            }
            Signature verifier = signatures.take();
            try {
                verifier.update(message, offset, length);
                boolean valid = verifier.verify(signature);
                signatures.give(verifier);
                return valid;
            } catch (GeneralSecurityException e) {
                return false;
            }
        }

        private Signature initialized() {
            Signature signature = signature();
            try {
                signature.initVerify(key);
                return signature;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("an Ed25519 key was refused that had been taken before", e);
            }
        }
    }

    /** Keeps spare signatures that have the key already, so that signing needs no look-up and no lock. */
    private final class Signer implements Ed25519.Signer {
        private final PrivateKey key;
        private final byte[] publicKey;
        private final Pool<Signature> signatures = new Pool<>(this::initialized);

        Signer(PrivateKey key, byte[] publicKey) {
            this.key = key;
            this.publicKey = publicKey;
        }

        @Override
        public byte[] sign(byte[] message, int offset, int length) {
            Signature signature = signatures.take();
            try {
                signature.update(message, offset, length);
                byte[] signed = signature.sign();
                signatures.give(signature);
                return signed;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("an Ed25519 signature failed", e);
            }
        }

        @Override
        public byte[] publicKey() {
            return publicKey.clone();
        }

        private Signature initialized() {
            Signature signature = signature();
            try {
                signature.initSign(key);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("an Ed25519 key was refused", e);
            }
            return signature;
        }
    }
}
