package io.gatehouse.nats;

import io.gatehouse.crypto.SigningKey;
import io.nats.client.AuthHandler;
import org.jspecify.annotations.Nullable;

/** Logs in with an nkey: signs the server's nonce. */
final class SeedLogin implements AuthHandler {
    private final SigningKey key;

    SeedLogin(SigningKey key) {
        this.key = key;
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
        return null;
    }
}
