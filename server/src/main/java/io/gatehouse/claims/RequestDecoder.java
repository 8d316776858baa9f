package io.gatehouse.claims;

import io.gatehouse.crypto.Ed25519;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks the JWT that nats-server sends: bounds, header, claims, issuer, audience, server, user nkey, xkey,
 * time, signature. May be used by many threads.
 */
public final class RequestDecoder {
    /** The largest JWT that is looked at, in bytes: a request with two long TLS chains takes about 40 KiB. */
    public static final int MAX_BYTES = 256 * 1024;

    /**
     * @param drift how far past its {@code exp} a request is still taken, for clocks that differ
     */
    public RequestDecoder(Ed25519 ed25519, Clock clock, Duration drift) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a request.
     *
     * @param jwt the JWT as ASCII
     * @param sealedBy the public xkey whose box the request came in, null when it came in the clear
     * @throws ClaimsException when any check fails
     */
    public AuthorizationRequest decode(byte[] jwt, @Nullable String sealedBy) throws ClaimsException {
        throw new UnsupportedOperationException();
    }
}
