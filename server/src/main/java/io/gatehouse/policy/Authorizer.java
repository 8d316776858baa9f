package io.gatehouse.policy;

import io.gatehouse.claims.AuthorizationRequest;
import reactor.core.publisher.Mono;

/** Turns a request into a verdict: finds the identity, and what it may. */
@FunctionalInterface
public interface Authorizer {
    /**
     * Decides. A decision from memory is emitted on the calling thread.
     *
     * @param deadline after this moment, in {@link System#nanoTime()}, the verdict is worth nothing
     * @return exactly one verdict, or an error when it cannot be decided now
     */
    Mono<Verdict> authorize(AuthorizationRequest request, long deadline);

    /** Whether a decision may depend on the client's certificates, so that they are to be kept for it. */
    default boolean looksAtCertificates() {
        return true;
    }
}
