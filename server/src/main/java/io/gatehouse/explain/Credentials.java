package io.gatehouse.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a login proves who it is with.
 *
 * @param nonce what the signature is of; empty without one
 * @param chain a certificate with those of its issuers, as PEM texts, the client's own first; empty without one
 */
public record Credentials(
        @Nullable String user,
        @Nullable String password,
        @Nullable String token,
        @Nullable String nkey,
        @Nullable String signature,
        String nonce,
        List<String> chain) {
    /** Of a login that brings nothing. */
    public static final Credentials NOTHING = new Credentials(null, null, null, null, null, "", List.of());

    public Credentials {
        chain = List.copyOf(chain);
    }

    /** Whether it brings nothing at all. */
    boolean isNothing() {
        return user == null
                && password == null
                && token == null
                && nkey == null
                && signature == null
                && chain.isEmpty();
    }

    /** Without a secret. */
    @Override
    public String toString() {
        return "Credentials[user=" + user + ", nkey=" + nkey + "]";
    }
}
