package io.gatehouse.crypto;

/** Ed25519 in plain Java, by Bouncy Castle's RFC 8032 code. */
final class BouncyCastleEd25519 implements Ed25519 {
    @Override
    public String name() {
        return "Bouncy Castle";
    }

    @Override
    public Ed25519.Signer signer(byte[] seed) {
        byte[] secret = seed.clone();
        byte[] publicKey = new byte[Nkey.RAW_LENGTH];
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(secret, 0, publicKey, 0);
        return new Signer(secret, publicKey);
    }

    @Override
    public boolean verify(Nkey signedBy, byte[] message, int offset, int length, byte[] signature) {
        return signature.length == SIGNATURE_LENGTH
                && signedBy.kind() != NkeyKind.CURVE
                && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
                        signature, 0, signedBy.raw(), 0, message, offset, length);
    }

    private record Signer(byte[] secret, byte[] publicKey) implements Ed25519.Signer {
        @Override
        public byte[] sign(byte[] message, int offset, int length) {
            byte[] signature = new byte[SIGNATURE_LENGTH];
            org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
                    secret, 0, publicKey, 0, message, offset, length, signature, 0);
            return signature;
        }
    }
}
