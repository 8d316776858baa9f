package io.gatehouse.transport;

import io.gatehouse.claims.CredsFile;
import io.nats.client.AuthHandler;

/** Brings credentials that are not in a file. */
final class SentinelLogin implements AuthHandler {
    private final CredsFile creds;

    SentinelLogin(CredsFile creds) {
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
