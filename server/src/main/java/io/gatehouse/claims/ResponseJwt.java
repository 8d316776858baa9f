package io.gatehouse.claims;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import org.jspecify.annotations.Nullable;

/** Signs authorization responses with the issuer's key. May be used by many threads. */
public final class ResponseJwt {
    private static final int USUAL_BYTES = 2048;

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
        JsonWriter rest = desks.get().clear().ascii(",\"jwt\":\"").raw(userJwt).raw('"');
        return sign(rest, user, server, issuedAt, room);
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
        rest.ascii("},\"sub\":\"")
                .ascii(user.text())
                .ascii("\",\"aud\":\"")
                .ascii(server.text())
                .ascii("\",\"iat\":")
                .ascii(Long.toString(issuedAt))
                .end();
        return template.sign(rest, room);
    }
}
