package io.gatehouse.claims.request;

import io.gatehouse.claims.jwt.SignedJwt;
import io.gatehouse.crypto.Nkey;
import org.jspecify.annotations.Nullable;

/** Checks whether a request was signed by the server that it names: the last and most expensive step of reading it. */
@FunctionalInterface
interface SignatureCheck {
    /**
     * Whether the server signed the JWT, or proved in another way that it comes from it.
     *
     * @param server the issuer, which is also the server that the claims tell of
     * @param sealedBy the server's xkey, whose box the request came in; null when it came in the clear
     */
    boolean holds(SignedJwt jwt, Nkey server, @Nullable Nkey sealedBy);
}
