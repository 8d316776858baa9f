package io.gatehouse.directory.oidc.keys;

/** Checks signatures of one public key, made with one algorithm. May be used by many threads. */
@FunctionalInterface
public interface SignatureVerifier {
    /** Whether the signature of these bytes was made with the key; never throws for bad input. */
    boolean verify(byte[] signed, byte[] signature);
}
