package io.gatehouse.directory.oidc.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Makes what checks signatures: RSA and ECDSA by a JCA provider, Ed25519 by the library that the service itself signs with.
 *
 * @param provider null for the JDK's own
 */
public record VerifierFactory(@Nullable Provider provider, Ed25519 ed25519) {
    /** Weaker keys are none (RFC 7518, section 3.3); larger ones would be a burden to check. */
    private static final int LEAST_RSA_BITS = 2048;

    private static final int MOST_RSA_BITS = 8192;
    private static final int ED25519_BYTES = 32;

    /** In native code where that runs. */
    public static VerifierFactory fastest() {
        Ed25519 ed25519 = Ed25519.fastest();
        return new VerifierFactory(ed25519.provider(), ed25519);
    }

    /**
     * Makes one.
     *
     * @throws JOSEException when the key cannot be used
     */
    SignatureVerifier of(JWK key, SigningAlgorithm algorithm) throws JOSEException {
        if (key instanceof OctetKeyPair pair) {
            return ed25519(pair);
        }
        JWSVerifier verifier = key instanceof RSAKey rsa ? rsa(rsa) : new ECDSAVerifier(((ECKey) key).toECPublicKey());
        if (provider != null) {
            verifier.getJCAContext().setProvider(provider);
        }
        // A header of our own: of the token's nothing else is looked at.
        JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm.word()));
        return (signed, signature) -> verifies(verifier, header, signed, signature);
    }

    private static RSASSAVerifier rsa(RSAKey key) throws JOSEException {
        int bits = key.toRSAPublicKey().getModulus().bitLength();
        if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
            throw new JOSEException("an RSA key of " + bits + " bits");
        }
        return new RSASSAVerifier(key.toRSAPublicKey());
    }

    private SignatureVerifier ed25519(OctetKeyPair pair) throws JOSEException {
        byte[] raw = pair.getDecodedX();
        if (raw.length != ED25519_BYTES) {
            throw new JOSEException("an Ed25519 key of " + raw.length + " bytes");
        }
        Ed25519.Verifier verifier = ed25519.verifier(Nkey.of(NkeyKind.USER, raw));
        return (signed, signature) -> verifier.verify(signed, 0, signed.length, signature);
    }

    private static boolean verifies(JWSVerifier verifier, JWSHeader header, byte[] signed, byte[] signature) {
        try {
            return verifier.verify(header, signed, Base64URL.encode(signature));
        } catch (JOSEException | RuntimeException e) {
            return false;
        }
    }
}
