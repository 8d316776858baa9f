package io.gatehouse.claims.request;

import io.gatehouse.claims.jwt.SignedJwt;
import io.gatehouse.crypto.Nkey;
import org.jspecify.annotations.Nullable;

/** The last and dearest step of reading a request: whether the server that it names really signed it. */
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
