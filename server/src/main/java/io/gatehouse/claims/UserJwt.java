package io.gatehouse.claims;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;

/** Signs user JWTs for one set of user claims; what never changes is encoded once. May be used by many threads. */
public final class UserJwt {
    public UserJwt(UserClaims claims, SigningKey signer) {
        throw new UnsupportedOperationException();
    }

    /**
     * The signed JWT as ASCII.
     *
     * @param subject the user nkey of the request
     * @param issuedAt seconds since 1970
     * @param expiresAt seconds since 1970, 0 for never
     */
    public byte[] sign(Nkey subject, long issuedAt, long expiresAt) {
        throw new UnsupportedOperationException();
    }
}
