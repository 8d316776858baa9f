package io.gatehouse.claims.jwt;

/**
 * When a JWT was issued and when it expires, as it says itself: its signature is not checked.
 *
 * @param issuedAt seconds since 1970, 0 when it does not say
 * @param expiresAt seconds since 1970, 0 for never
 */
public record JwtTimes(long issuedAt, long expiresAt) {
    private static final Names CLAIMS = new Names("iat", "exp");

    /**
     * Reads the times of a user's or an account's JWT.
     *
     * @throws ClaimsException when it is no such JWT
     */
    public static JwtTimes of(String jwt) throws ClaimsException {
        return JsonReader.read(Json.ACCOUNT, VerifiedJwt.parse(jwt).payload(), JwtTimes::read);
    }

    private static JwtTimes read(JsonReader in) throws ClaimsException {
        long issuedAt = 0;
        long expiresAt = 0;
        JsonReader.Members claims = in.object(CLAIMS);
        while (claims.next()) {
            if (claims.name().equals("iat")) {
                issuedAt = in.number();
            } else {
                expiresAt = in.number();
            }
        }
        return new JwtTimes(issuedAt, expiresAt);
    }
}
