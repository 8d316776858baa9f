package io.gatehouse.directory.oidc.introspection;

import reactor.core.publisher.Mono;

/** Asks a provider about tokens. */
public interface Introspection extends AutoCloseable {
    /**
     * What it says of a token; an error when it says nothing that could be gone by.
     *
     * @param deadline in {@link System#nanoTime()}
     */
    Mono<TokenState> ask(String token, long deadline);

    /** Completes when it answers, and takes our own credentials; fails with the reason when it does not. */
    Mono<Void> probe();

    /** Lets go of connections. */
    @Override
    void close();
}
