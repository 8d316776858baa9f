package io.gatehouse.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** Checks whether a public and a private key are one pair. */
final class KeyPairs {
    private static final byte[] SIGNED = "one pair".getBytes(StandardCharsets.US_ASCII);

    private KeyPairs() {}

    /** Whether the public key verifies what the private key signs. */
    static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) throws GeneralSecurityException {
        if (!family(publicKey.getAlgorithm()).equals(family(privateKey.getAlgorithm()))) {
            return false;
        }
        Signature signature = Signature.getInstance(signatureAlgorithm(privateKey.getAlgorithm()));
        signature.initSign(privateKey);
        signature.update(SIGNED);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(SIGNED);
        try {
            return signature.verify(signed);
        } catch (SignatureException e) {
            // of another size or curve
            return false;
        }
    }

    private static String family(String algorithm) {
        return algorithm.equals("Ed25519") ? "EdDSA" : algorithm;
    }

    private static String signatureAlgorithm(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm;
        };
    }
}
