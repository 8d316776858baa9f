package io.gatehouse.directory;

import io.gatehouse.claims.AuthorizationRequest;
import reactor.core.publisher.Mono;

/** A place that knows identities: a file, a database, a token issuer. */
@FunctionalInterface
public interface Directory {
    /**
     * Looks up who a client is and checks its credentials. An answer from memory is a {@link Mono#just}, taken by the
     * caller on the spot; one that takes longer may be worked for from now on, for others too, and whether or not it is
     * waited for to its end.
     *
     * @param deadline after this moment, in {@link System#nanoTime()}, the answer is worth nothing
     * @return exactly one answer, or an error when it cannot be told now
     */
    Mono<LookupResult> find(AuthorizationRequest request, long deadline);

    /** Whether an answer may depend on the client's certificates, so that they are to be kept for it. */
    default boolean looksAtCertificates() {
        return true;
    }
}
