package io.gatehouse.directory.oidc.keys;

import reactor.core.publisher.Mono;

/** Where the keys of an issuer are from. */
@FunctionalInterface
public interface KeySource extends AutoCloseable {
    /** Asks for the keys as they are now; an error says why they are not to be had. */
    Mono<IssuerKeys> fetch();

    /** Lets go of connections. */
    @Override
    default void close() {}
}
