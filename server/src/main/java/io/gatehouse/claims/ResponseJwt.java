package io.gatehouse.claims;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import org.jspecify.annotations.Nullable;

/** Signs authorization responses with the issuer's key. May be used by many threads. */
public final class ResponseJwt {
    /** The bytes that a response's own claims take after its answer, and some more. */
    private static final int REST = 256;

    private final JwtTemplate template;

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
        JsonWriter rest = new JsonWriter(userJwt.length + REST)
                .ascii(",\"jwt\":\"")
                .raw(userJwt)
                .raw('"');
        return sign(rest, user, server, issuedAt);
    }

    /**
     * The signed response, as ASCII, that refuses the user; the error ends up in the server's log.
     *
     * @throws IllegalArgumentException when the error is empty: the server takes such a response for none
     */
    public byte[] denied(Nkey user, Nkey server, String error, long issuedAt) {
        if (error.isEmpty()) {
            throw new IllegalArgumentException("a denial needs an error text");
        }
        JsonWriter rest =
                new JsonWriter(error.length() + REST).ascii(",\"error\":").string(error);
        return sign(rest, user, server, issuedAt);
    }

    private byte[] sign(JsonWriter rest, Nkey user, Nkey server, long issuedAt) {
        rest.ascii("},\"sub\":\"")
                .ascii(user.text())
                .ascii("\",\"aud\":\"")
                .ascii(server.text())
                .ascii("\",\"iat\":")
                .ascii(Long.toString(issuedAt))
                .end();
        return template.sign(rest.buffer(), rest.length());
    }
}
