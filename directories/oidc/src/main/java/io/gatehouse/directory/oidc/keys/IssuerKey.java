package io.gatehouse.directory.oidc.keys;

import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A public key of an issuer.
 *
 * @param id what the issuer calls it; empty where it has no name
 * @param thumbprint what tells it from every other key (RFC 7638)
 * @param verifiers one for each algorithm that it may be used with
 */
public record IssuerKey(String id, String thumbprint, Map<SigningAlgorithm, SignatureVerifier> verifiers) {
    /** A longer name is nobody's: names that tokens make up are kept for a while. */
    public static final int LONGEST_ID = 512;

    public IssuerKey {
        verifiers = Map.copyOf(verifiers);
    }

    /** What checks signatures of that kind; null where the key makes none. */
    public @Nullable SignatureVerifier verifier(SigningAlgorithm algorithm) {
        return verifiers.get(algorithm);
    }

    /** Whether a token that names its key so may be signed with this one; a token need not name it. */
    boolean isNamed(@Nullable String wanted) {
        return wanted == null || wanted.equals(id);
    }

    /** What it is and what it may do; two keys of which that is the same are one. */
    String description() {
        return id + " " + thumbprint + " " + new TreeSet<>(verifiers.keySet());
    }
}
