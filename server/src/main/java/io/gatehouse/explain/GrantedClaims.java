package io.gatehouse.explain;

import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.policy.Verdict;
import java.nio.charset.StandardCharsets;

/**
 * The claims of a user JWT, without the JWT.
 *
 * @param json as they would be signed
 * @param issuer the public key that would sign them
 * @param claims the same, read
 * @param account the name of the account that the user is placed in
 * @param sessionSeconds how long the session may last; 0 for no end
 */
public record GrantedClaims(String json, Nkey issuer, UserClaims claims, String account, long sessionSeconds) {
    /**
     * Those that a verdict means.
     *
     * @param now seconds since 1970
     */
    public static GrantedClaims of(Verdict.Granted granted, Nkey userNkey, long now) {
        byte[] json = granted.userJwt().claims(userNkey, now, granted.expiresAt());
        try {
            UserToken token = UserToken.ofClaims(json);
            long session = granted.expiresAt() == 0 ? 0 : granted.expiresAt() - now;
            return new GrantedClaims(
                    new String(json, StandardCharsets.UTF_8),
                    token.issuer(),
                    token.claims(),
                    granted.account(),
                    session);
        } catch (ClaimsException e) {
            throw new IllegalStateException("our own claims cannot be read", e);
        }
    }

    /** Whether the template of the signing key says what the user may, and the claims do not. */
    public boolean isScoped() {
        return claims.body() == null;
    }
}
