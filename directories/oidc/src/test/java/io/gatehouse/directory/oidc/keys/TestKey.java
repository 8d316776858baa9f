package io.gatehouse.directory.oidc.keys;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;

/**
 * A key of an issuer, both halves; it signs by the JDK, so that nothing under test has made what it verifies.
 *
 * @param jwk the public half
 */
public record TestKey(SigningAlgorithm algorithm, KeyPair pair, JWK jwk) {
    private static final int ED25519_DER = 12;

    public static TestKey generate(SigningAlgorithm algorithm, String id) {
        try {
            return switch (algorithm.family()) {
                case RSA -> rsa(algorithm, id, 2048);
                case EC -> ec(algorithm, id);
                case OKP -> ed25519(id);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static TestKey rsa(SigningAlgorithm algorithm, String id, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        return new TestKey(
                algorithm,
                pair,
                new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(id).build());
    }

    private static TestKey ec(SigningAlgorithm algorithm, String id) throws GeneralSecurityException {
        Curve curve = Curve.parse(algorithm.curve());
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve.getStdName()));
        KeyPair pair = generator.generateKeyPair();
        return new TestKey(
                algorithm,
                pair,
                new ECKey.Builder(curve, (ECPublicKey) pair.getPublic())
                        .keyID(id)
                        .build());
    }

    private static TestKey ed25519(String id) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] der = pair.getPublic().getEncoded();
        Base64URL x = Base64URL.encode(Arrays.copyOfRange(der, ED25519_DER, der.length));
        return new TestKey(
                SigningAlgorithm.EDDSA,
                pair,
                new OctetKeyPair.Builder(Curve.Ed25519, x).keyID(id).build());
    }

    /** A signature of the text, as a part of a token. */
    public String sign(String text) {
        try {
            Signature signature = Signature.getInstance(name());
            if (name().equals("RSASSA-PSS")) {
                int bits = Integer.parseInt(algorithm.word().substring(2));
                String hash = "SHA-" + bits;
                signature.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1));
            }
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return Base64URL.encode(signature.sign()).toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the JDK calls it. */
    private String name() {
        String word = algorithm.word();
        return switch (algorithm.family()) {
            case RSA -> word.startsWith("PS") ? "RSASSA-PSS" : "SHA" + word.substring(2) + "withRSA";
            case EC -> "SHA" + word.substring(2) + "withECDSAinP1363Format";
            case OKP -> "Ed25519";
        };
    }
}
