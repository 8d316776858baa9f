package io.gatehouse.pipeline;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.policy.Verdict;

/** A request with its verdict. */
record Decided(Decoded decoded, Verdict verdict) {
    Exchange exchange() {
        return decoded.exchange();
    }

    AuthorizationRequest request() {
        return decoded.request();
    }
}
