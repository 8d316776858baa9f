package io.gatehouse.claims.jwt;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Writes the JWTs that are kept in files: operators, accounts, and users of credentials files. */
public final class IssuedJwt {
    private IssuedJwt() {}

    /** Begins the claims that every one of them has; the caller goes on with {@code nats}. */
    public static JsonWriter begin(SigningKey signer, String name) {
        JsonWriter json = new JsonWriter(1024).begin();
        return json.member("iss", signer.publicKey().text()).optional("name", name);
    }

    /**
     * Ends the claims and signs them. The {@code jti} is a digest of all other claims; the NATS tools make theirs in
     * another way, and nobody compares.
     */
    public static String end(JsonWriter json, SigningKey signer, Nkey subject, long issuedAt, long expiresAt) {
        json.member("sub", subject.text()).member("iat", issuedAt).optional("exp", expiresAt);
        json.member("jti", digest(json)).end();
        return new String(JwtTemplate.sign(signer, json.toByteArray()), StandardCharsets.US_ASCII);
    }

    private static String digest(JsonWriter json) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(json.buffer(), 0, json.length());
            byte[] digest = sha256.digest();
            byte[] text = new byte[Base64Url.encodedLength(digest.length)];
            Base64Url.encode(digest, 0, digest.length, text, 0);
            return new String(text, StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
