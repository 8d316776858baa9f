package io.gatehouse.directory.oidc.keys;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An algorithm that tokens may be signed with (RFC 7518, RFC 8037): always one with a public key. */
public enum SigningAlgorithm {
    RS256("RS256", Family.RSA, ""),
    RS384("RS384", Family.RSA, ""),
    RS512("RS512", Family.RSA, ""),
    PS256("PS256", Family.RSA, ""),
    PS384("PS384", Family.RSA, ""),
    PS512("PS512", Family.RSA, ""),
    ES256("ES256", Family.EC, "P-256"),
    ES384("ES384", Family.EC, "P-384"),
    ES512("ES512", Family.EC, "P-521"),
    EDDSA("EdDSA", Family.OKP, "Ed25519");

    /** What kind of key it takes, as JWK sets call it. */
    enum Family {
        RSA,
        EC,
        OKP
    }

    private final String word;
    private final Family family;
    private final String curve;

    SigningAlgorithm(String word, Family family, String curve) {
        this.word = word;
        this.family = family;
        this.curve = curve;
    }

    /** What a token calls it; RFC 9864 calls EdDSA by its curve. */
    public static Optional<SigningAlgorithm> of(@Nullable String name) {
        return Arrays.stream(values())
                .filter(one -> one.word.equals(name) || (one.family == Family.OKP && one.curve.equals(name)))
                .findFirst();
    }

    /** What it is called in tokens, and in the configuration. */
    public String word() {
        return word;
    }

    Family family() {
        return family;
    }

    /** The curve of its keys; empty where they have none. */
    String curve() {
        return curve;
    }
}
