package io.gatehouse.pipeline;

import io.gatehouse.claims.AuthorizationRequest;

/** A request that was read and passed every check. */
record Decoded(Opened opened, AuthorizationRequest request) {
    /**
     * The same, for as long as the verdict has to be waited for: the message's body and its JWT are released, and with
     * them the certificates, unless the verdict may depend on those.
     */
    Decoded parked(boolean withCertificates) {
        return new Decoded(opened.parked(), withCertificates ? request : request.withoutTls());
    }
}
