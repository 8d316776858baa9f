package io.gatehouse.crypto;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** Ed25519 in plain Java, by Bouncy Castle's RFC 8032 code. */
final class BouncyCastleEd25519 implements Ed25519 {
    @Override
    public String name() {
        String version = version();
        return version == null ? "Bouncy Castle" : "Bouncy Castle " + version;
    }

    @Override
    public Ed25519.Signer signer(byte[] seed) {
        return new Signer(seed.clone());
    }

    @Override
    public boolean verify(Nkey signedBy, byte[] message, int offset, int length, byte[] signature) {
        return signature.length == SIGNATURE_LENGTH
                && signedBy.kind() != NkeyKind.CURVE
                && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
                        signature, 0, signedBy.raw(), 0, message, offset, length);
    }

    /** What its manifest says; its own version text would cost loading its whole JCA provider. */
    private static @Nullable String version() {
        URL self = org.bouncycastle.math.ec.rfc8032.Ed25519.class.getResource("Ed25519.class");
        try {
            return self != null && self.openConnection() instanceof JarURLConnection jar
                    ? jar.getMainAttributes().getValue("Bundle-Version")
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static final class Signer implements Ed25519.Signer {
        private final byte[] seed;
        private final byte[] publicKey = new byte[Nkey.RAW_LENGTH];

        Signer(byte[] seed) {
            this.seed = seed;
            org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        }

        @Override
        public byte[] sign(byte[] message, int offset, int length) {
            byte[] signature = new byte[SIGNATURE_LENGTH];
            org.bouncycastle.math.ec.rfc8032.Ed25519.sign(seed, 0, publicKey, 0, message, offset, length, signature, 0);
            return signature;
        }

        @Override
        public byte[] publicKey() {
            return publicKey.clone();
        }
    }
}
