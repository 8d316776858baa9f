package io.gatehouse.directory.oidc.keys;

import java.net.URI;
import reactor.core.publisher.Mono;

/** Gets what a provider publishes, within bounds of time and size. */
@FunctionalInterface
public interface Pages extends AutoCloseable {
    /** The content of a page that answers with 200 alone; an error otherwise, whose message can be told to an operator. */
    Mono<byte[]> get(URI url);

    /** Lets go of connections. */
    @Override
    default void close() {}
}
