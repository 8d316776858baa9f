package io.gatehouse.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** The JDK's own Ed25519, which Gatehouse does not use: for scale. */
final class JdkEd25519 implements Ed25519 {
    private static final String ALGORITHM = "Ed25519";

    @Override
    public String name() {
        return "JDK";
    }

    @Override
    public Ed25519.Signer signer(byte[] seed) {
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            return new Signer(keys.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)), seed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean verify(Nkey signedBy, byte[] message, int offset, int length, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(publicKey(signedBy.raw()));
            verifier.update(message, offset, length);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The bytes are the y coordinate, the lowest first, with the sign of x in the highest bit. */
    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] y = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            y[i] = raw[raw.length - 1 - i];
        }
        boolean odd = y[0] < 0;
        y[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
        return KeyFactory.getInstance(ALGORITHM)
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    private static final class Signer implements Ed25519.Signer {
        private final PrivateKey key;
        private final byte[] publicKey;

        Signer(PrivateKey key, byte[] seed) {
            this.key = key;
            this.publicKey = new BouncyCastleEd25519().signer(seed).publicKey();
        }

        @Override
        public byte[] publicKey() {
            return publicKey.clone();
        }

        @Override
        public byte[] sign(byte[] message, int offset, int length) {
            try {
                Signature signature = Signature.getInstance(ALGORITHM);
                signature.initSign(key);
                signature.update(message, offset, length);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
