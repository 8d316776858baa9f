package io.gatehouse.nats;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.crypto.SigningKey;
import io.nats.client.AuthHandler;
import org.jspecify.annotations.Nullable;

/** Logs in with a key that signs the server's nonce, and with a user JWT where there is one. */
public final class NkeyLogin implements AuthHandler {
    private final SigningKey key;
    private final @Nullable String jwt;

    private NkeyLogin(SigningKey key, @Nullable String jwt) {
        this.key = key;
        this.jwt = jwt;
    }

    static NkeyLogin of(SigningKey key) {
        return new NkeyLogin(key, null);
    }

    public static NkeyLogin of(CredsFile creds) {
        return new NkeyLogin(creds.user(), creds.jwt());
    }

    @Override
    public byte[] sign(byte[] nonce) {
        return key.sign(nonce, 0, nonce.length);
    }

    @Override
    public char[] getID() {
        return key.publicKey().text().toCharArray();
    }

    @Override
    public char @Nullable [] getJWT() {
        return jwt == null ? null : jwt.toCharArray();
    }
}
