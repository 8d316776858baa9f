package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.policy.Authorization;

/**
 * A request with the response to it.
 *
 * @param response the response JWT as ASCII, behind the room for its box; sealed in place in the end
 */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing, and copied by nobody
record Signed(Exchange exchange, AuthorizationRequest request, Authorization authorization, byte[] response)
        implements Exchange.Carrier {}
