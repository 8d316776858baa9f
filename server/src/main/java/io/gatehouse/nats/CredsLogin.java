package io.gatehouse.nats;

import io.gatehouse.claims.CredsFile;
import io.nats.client.AuthHandler;

/** Logs in with credentials that were read before: brings the JWT, and signs the server's nonce. */
public final class CredsLogin implements AuthHandler {
    private final CredsFile creds;

    public CredsLogin(CredsFile creds) {
        this.creds = creds;
    }

    @Override
    public byte[] sign(byte[] nonce) {
        return creds.user().sign(nonce, 0, nonce.length);
    }

    @Override
    public char[] getID() {
        return creds.user().publicKey().text().toCharArray();
    }

    @Override
    public char[] getJWT() {
        return creds.jwt().toCharArray();
    }
}
