package io.gatehouse.claims.request;

import io.gatehouse.crypto.Nkey;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request of nats-server: who connects, with what credentials, to which server.
 *
 * @param subject the AUTH account's public key (operator mode) or the callout's issuer (config mode)
 * @param issuedAt seconds since 1970
 * @param expiresAt seconds since 1970, truncated by the server, 0 when absent: a hint, not the deadline
 * @param userNkey the key that the answer must be about; fresh for each request
 */
public record AuthorizationRequest(
        String subject,
        long issuedAt,
        long expiresAt,
        ServerId server,
        Nkey userNkey,
        ClientInfo client,
        ConnectOptions connect,
        @Nullable ClientTls tls,
        @Nullable String requestNonce) {
    /** The public key of the server that asks. */
    public Nkey serverKey() {
        return server.id();
    }

    /** The same with another user name. */
    public AuthorizationRequest withUser(@Nullable String user) {
        return new AuthorizationRequest(
                subject, issuedAt, expiresAt, server, userNkey, client, connect.withUser(user), tls, requestNonce);
    }

    /** The same without the client's TLS state, whose certificates are the largest part of a request by far. */
    public AuthorizationRequest withoutTls() {
        return tls == null
                ? this
                : new AuthorizationRequest(
                        subject, issuedAt, expiresAt, server, userNkey, client, connect, null, requestNonce);
    }
}
