package io.gatehouse.directory.oidc.keys;

import reactor.core.publisher.Mono;

/** Where the keys of an issuer are from. */
@FunctionalInterface
public interface KeySource extends AutoCloseable {
    /** Asks for the keys as they are now; an error says why they are not to be had. */
    Mono<IssuerKeys> fetch();

    /** The same, without relying on what was learnt before of where they are. */
    default Mono<IssuerKeys> fetchAnew() {
        return fetch();
    }

    /** Lets go of connections. */
    @Override
    default void close() {}
}
