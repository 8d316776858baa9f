package io.gatehouse.bench;

import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
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

/** Signs and verifies with one key, by one library. */
interface Ed25519Library {
    byte[] sign(byte[] message);

    boolean verify(byte[] message, byte[] signature);

    /** The library that Gatehouse chooses, ACCP where it runs. */
    record Chosen(Ed25519 library, Ed25519.Signer signer, Nkey key) implements Ed25519Library {
        static Chosen of(byte[] seed) {
            Ed25519 library = Ed25519.fastest();
            Ed25519.Signer signer = library.signer(seed);
            return new Chosen(library, signer, Nkey.of(NkeyKind.SERVER, signer.publicKey()));
        }

        @Override
        public byte[] sign(byte[] message) {
            return signer.sign(message, 0, message.length);
        }

        @Override
        public boolean verify(byte[] message, byte[] signature) {
            return library.verify(key, message, 0, message.length, signature);
        }
    }

    /** Bouncy Castle, which Gatehouse takes where ACCP does not run. */
    @SuppressWarnings("ArrayRecordComponent") // is never compared
    record BouncyCastle(byte[] seed, byte[] publicKey) implements Ed25519Library {
        @Override
        public byte[] sign(byte[] message) {
            byte[] signature = new byte[Ed25519.SIGNATURE_LENGTH];
            org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
                    seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
            return signature;
        }

        @Override
        public boolean verify(byte[] message, byte[] signature) {
            return org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
                    signature, 0, publicKey, 0, message, 0, message.length);
        }
    }

    /** The JDK's own, which Gatehouse does not use: for scale. */
    record Jdk(PrivateKey privateKey, PublicKey publicKey) implements Ed25519Library {
        private static final String ALGORITHM = "Ed25519";

        static Jdk of(byte[] seed, byte[] publicKey) {
            try {
                KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
                PrivateKey privateKey = keys.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
                return new Jdk(
                        privateKey,
                        keys.generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point(publicKey))));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The bytes are the y coordinate, the lowest first, with the sign of x in the highest bit. */
        private static EdECPoint point(byte[] raw) {
            byte[] y = new byte[raw.length];
            for (int i = 0; i < raw.length; i++) {
                y[i] = raw[raw.length - 1 - i];
            }
            boolean odd = y[0] < 0;
            y[0] &= 0x7f;
            return new EdECPoint(odd, new BigInteger(1, y));
        }

        @Override
        public byte[] sign(byte[] message) {
            try {
                Signature signature = Signature.getInstance(ALGORITHM);
                signature.initSign(privateKey);
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean verify(byte[] message, byte[] signature) {
            try {
                Signature verifier = Signature.getInstance(ALGORITHM);
                verifier.initVerify(publicKey);
                verifier.update(message);
                return verifier.verify(signature);
            } catch (GeneralSecurityException e) {
                return false;
            }
        }
    }
}
