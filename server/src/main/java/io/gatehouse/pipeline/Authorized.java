package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.policy.Authorization;

/** A request with the verdict that it is to be answered with. */
record Authorized(Exchange exchange, AuthorizationRequest request, Authorization authorization)
        implements Exchange.Carrier {
    /** The same with another verdict. */
    Authorized with(Authorization other) {
        return new Authorized(exchange, request, other);
    }
}
