package io.gatehouse.directory.oidc.introspection;

import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import java.util.concurrent.Semaphore;
import reactor.core.publisher.Mono;

/** Asks a provider about no more than so many tokens at a time; one more is not waited for. */
public final class BoundedIntrospection implements Introspection {
    private final Introspection provider;
    private final Semaphore places;

    /** @param most tokens that are asked about at a time */
    public BoundedIntrospection(Introspection provider, int most) {
        this.provider = provider;
        this.places = new Semaphore(most);
    }

    @Override
    public Mono<TokenState> ask(String token, long deadline) {
        return Mono.using(this::enter, entered -> provider.ask(token, deadline), Semaphore::release);
    }

    private Semaphore enter() {
        if (!places.tryAcquire()) {
            throw new UndecidedException(Drop.LOOKUPS_FULL);
        }
        return places;
    }

    @Override
    public Mono<Void> probe() {
        return provider.probe();
    }

    @Override
    public void close() {
        provider.close();
    }
}
