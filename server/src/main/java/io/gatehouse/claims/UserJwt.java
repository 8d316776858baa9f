package io.gatehouse.claims;

import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.jwt.JwtTemplate;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;

/** Signs user JWTs for one set of user claims; what never changes is encoded once. May be used by many threads. */
public final class UserJwt {
    private static final String SUBJECT = "\"sub\":\"";
    private static final String ISSUED_AT = "\",\"iat\":";
    private static final String EXPIRES_AT = ",\"exp\":";

    private final JwtTemplate template;

    public UserJwt(UserClaims claims, SigningKey signer) {
        JsonWriter json = new JsonWriter(512);
        UserClaimsJson.write(claims, signer.publicKey(), json.begin());
        this.template = new JwtTemplate(signer, json.toByteArray());
    }

    /**
     * The signed JWT as ASCII. It has no {@code jti}: the subject, fresh for each request, tells it from all others.
     *
     * @param subject the user nkey of the request
     * @param issuedAt seconds since 1970
     * @param expiresAt seconds since 1970, 0 for never
     */
    public byte[] sign(Nkey subject, long issuedAt, long expiresAt) {
        return template.sign(rest(subject, issuedAt, expiresAt));
    }

    /** The claims' JSON that {@link #sign} would sign, of which nobody can make a JWT. */
    public byte[] claims(Nkey subject, long issuedAt, long expiresAt) {
        return template.claims(rest(subject, issuedAt, expiresAt));
    }

    private static JsonWriter rest(Nkey subject, long issuedAt, long expiresAt) {
        // The comma is ours: the writer cannot know that it begins in the middle.
        JsonWriter rest = new JsonWriter(128)
                .raw(',')
                .ascii(SUBJECT)
                .ascii(subject.text())
                .ascii(ISSUED_AT)
                .ascii(Long.toString(issuedAt));
        if (expiresAt != 0) {
            rest.ascii(EXPIRES_AT).ascii(Long.toString(expiresAt));
        }
        return rest.end();
    }

    /**
     * The length of what {@link #sign} returns for these times, in bytes.
     *
     * @param issuedAt seconds since 1970
     * @param expiresAt seconds since 1970, 0 for never
     */
    public int length(long issuedAt, long expiresAt) {
        int rest = 1 + SUBJECT.length() + Nkey.TEXT_LENGTH + ISSUED_AT.length() + JsonWriter.digits(issuedAt) + 1;
        if (expiresAt != 0) {
            rest += EXPIRES_AT.length() + JsonWriter.digits(expiresAt);
        }
        return template.signedLength(rest);
    }
}
