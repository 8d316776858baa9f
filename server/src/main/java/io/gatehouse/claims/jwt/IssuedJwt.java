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
        json.member("jti", digest(json.buffer(), json.length())).end();
        return new String(JwtTemplate.sign(signer, json.toByteArray()), StandardCharsets.US_ASCII);
    }

    /**
     * Signs claims anew that were signed before, and leaves all others of them as they are.
     *
     * @param now seconds since 1970; the new JWT is never as old as the one before it, since the newest one counts
     */
    public static String again(RawObject claims, SigningKey signer, long now) throws ClaimsException {
        RawObject issued = claims.without("jti")
                .with("iss", signer.publicKey().text())
                .with("iat", Math.max(now, claims.number("iat") + 1));
        byte[] json = issued.json();
        RawObject named = issued.with("jti", digest(json, json.length));
        return new String(JwtTemplate.sign(signer, named.json()), StandardCharsets.US_ASCII);
    }

    private static String digest(byte[] json, int length) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(json, 0, length);
            byte[] digest = sha256.digest();
            byte[] text = new byte[Base64Url.encodedLength(digest.length)];
            Base64Url.encode(digest, 0, digest.length, text, 0);
            return new String(text, StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
