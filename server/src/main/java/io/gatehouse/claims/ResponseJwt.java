package io.gatehouse.claims;

import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.jwt.JwtTemplate;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import org.jspecify.annotations.Nullable;

/** Signs authorization responses with the issuer's key. May be used by many threads. */
public final class ResponseJwt {
    /**
     * The longest response that is any use, in bytes: nats-server's JWT library reads no longer one, and Amazon Corretto Crypto
     * Provider signs none.
     */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final int USUAL_BYTES = 2048;
    private static final String JWT = ",\"jwt\":\"";
    private static final String SUBJECT = "},\"sub\":\"";
    private static final String AUDIENCE = "\",\"aud\":\"";
    private static final String ISSUED_AT = "\",\"iat\":";

    private final JwtTemplate template;
    /** Where each thread writes the claims that differ. */
    private final ThreadLocal<JsonWriter> desks = ThreadLocal.withInitial(() -> new JsonWriter(USUAL_BYTES));

    /**
     * @param issuerAccount the AUTH account's key when the issuer is one of its signing keys, otherwise null
     */
    public ResponseJwt(SigningKey issuer, @Nullable Nkey issuerAccount) {
        JsonWriter json = new JsonWriter(256).begin();
        json.member("iss", issuer.publicKey().text());
        json.name("nats").begin();
        if (issuerAccount != null) {
            json.member("issuer_account", issuerAccount.text());
        }
        json.member("type", "authorization_response").member("version", 2);
        this.template = new JwtTemplate(issuer, json.toByteArray());
    }

    /** The signed response, as ASCII, that lets the user in with a user JWT. */
    public byte[] granted(Nkey user, Nkey server, byte[] userJwt, long issuedAt) {
        return granted(user, server, userJwt, issuedAt, 0);
    }

    /**
     * The same behind so many bytes that are left free, for the box that it is to lie in.
     *
     * @param room 0 or more
     */
    public byte[] granted(Nkey user, Nkey server, byte[] userJwt, long issuedAt, int room) {
        JsonWriter rest = desks.get().clear().ascii(JWT).raw(userJwt).raw('"');
        return sign(rest, user, server, issuedAt, room);
    }

    /**
     * The length of the response that lets a user in, in bytes.
     *
     * @param userJwt the length of the user JWT
     * @param issuedAt seconds since 1970
     */
    public int grantedLength(int userJwt, long issuedAt) {
        int names = SUBJECT.length() + AUDIENCE.length() + 2 * Nkey.TEXT_LENGTH;
        int times = ISSUED_AT.length() + JsonWriter.digits(issuedAt);
        return template.signedLength(JWT.length() + userJwt + 1 + names + times + 1);
    }

    /**
     * The signed response, as ASCII, that refuses the user; the error ends up in the server's log.
     *
     * @throws IllegalArgumentException when the error is empty: the server takes such a response for none
     */
    public byte[] denied(Nkey user, Nkey server, String error, long issuedAt) {
        return denied(user, server, error, issuedAt, 0);
    }

    /**
     * The same behind so many bytes that are left free.
     *
     * @param room 0 or more
     */
    public byte[] denied(Nkey user, Nkey server, String error, long issuedAt, int room) {
        if (error.isEmpty()) {
            throw new IllegalArgumentException("a denial needs an error text");
        }
        JsonWriter rest = desks.get().clear().ascii(",\"error\":").string(error);
        return sign(rest, user, server, issuedAt, room);
    }

    private byte[] sign(JsonWriter rest, Nkey user, Nkey server, long issuedAt, int room) {
        rest.ascii(SUBJECT)
                .ascii(user.text())
                .ascii(AUDIENCE)
                .ascii(server.text())
                .ascii(ISSUED_AT)
                .ascii(Long.toString(issuedAt))
                .end();
        return template.sign(rest, room);
    }
}
