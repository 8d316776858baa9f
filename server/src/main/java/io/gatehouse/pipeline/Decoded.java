package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.pipeline.message.Envelope;

/** A request that was read and passed every check. */
record Decoded(Exchange exchange, AuthorizationRequest request) implements Exchange.Carrier {
    /**
     * The same, for as long as the verdict has to be waited for: the message's body is released, and with it the
     * certificates, unless the verdict may depend on those.
     */
    Decoded parked(boolean withCertificates) {
        Envelope message = exchange.message();
        message.releaseBody();
        return withCertificates ? this : new Decoded(exchange, request.withoutTls());
    }
}
