package io.gatehouse.claims;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.IssuedJwt;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.jwt.VerifiedJwt;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;

/**
 * A user JWT of a credentials file.
 *
 * @param subject the user's public key
 * @param issuer the account's key, or one of its signing keys
 * @param issuedAt seconds since 1970
 * @param expiresAt seconds since 1970, 0 for never
 */
public record UserToken(Nkey subject, Nkey issuer, long issuedAt, long expiresAt, UserClaims claims) {
    /** The account that the user belongs to. */
    public Nkey account() {
        Nkey account = claims.issuerAccount();
        return account == null ? issuer : account;
    }

    /**
     * Reads a user JWT and checks its signature; whether its account lists the issuer, and the time, are not looked at.
     *
     * @throws ClaimsException when it is not a user JWT, or the signature does not fit
     */
    public static UserToken decode(String jwt) throws ClaimsException {
        return UserTokenReader.read(VerifiedJwt.parse(jwt));
    }

    /**
     * Reads the claims of a user JWT that nobody has signed.
     *
     * @throws ClaimsException when they are not those of a user JWT
     */
    public static UserToken ofClaims(byte[] json) throws ClaimsException {
        return UserTokenReader.read(json);
    }

    /** What a JWT says its subject is, the signature not looked at; empty when it says none or cannot be read. */
    public static String subject(String jwt) {
        try {
            return UserTokenReader.subject(VerifiedJwt.parse(jwt));
        } catch (ClaimsException e) {
            return "";
        }
    }

    /**
     * Makes a signed user JWT, with a {@code jti}, to be kept in a file.
     *
     * @param expiresAt seconds since 1970, 0 for never
     */
    public static String issue(UserClaims claims, SigningKey signer, Nkey subject, long issuedAt, long expiresAt) {
        JsonWriter json = new JsonWriter(1024).begin();
        UserClaimsJson.write(claims, signer.publicKey(), json);
        return IssuedJwt.end(json, signer, subject, issuedAt, expiresAt);
    }
}
