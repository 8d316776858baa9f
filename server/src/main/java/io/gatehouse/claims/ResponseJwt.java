package io.gatehouse.claims;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import org.jspecify.annotations.Nullable;

/** Signs authorization responses with the issuer's key. May be used by many threads. */
public final class ResponseJwt {
    /**
     * @param issuerAccount the AUTH account's key when the issuer is one of its signing keys, otherwise null
     */
    public ResponseJwt(SigningKey issuer, @Nullable Nkey issuerAccount) {
        throw new UnsupportedOperationException();
    }

    /** The signed response, as ASCII, that lets the user in with a user JWT. */
    public byte[] granted(Nkey user, Nkey server, byte[] userJwt, long issuedAt) {
        throw new UnsupportedOperationException();
    }

    /** The signed response, as ASCII, that refuses the user; the error ends up in the server's log. */
    public byte[] denied(Nkey user, Nkey server, String error, long issuedAt) {
        throw new UnsupportedOperationException();
    }
}
