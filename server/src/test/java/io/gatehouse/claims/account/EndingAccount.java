package io.gatehouse.claims.account;

import io.gatehouse.claims.jwt.IssuedJwt;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.crypto.SigningKey;

/** JWTs of accounts that end, as operators make them. */
public final class EndingAccount {
    private EndingAccount() {}

    /**
     * The JWT of an account.
     *
     * @param end in seconds since 1970
     */
    public static String jwt(AccountClaims claims, SigningKey operator, long end) {
        JsonWriter json = IssuedJwt.begin(operator, claims.name());
        AccountClaimsJson.write(claims, json);
        return IssuedJwt.end(json, operator, claims.id(), 1, end);
    }
}
