package io.gatehouse.directory.oidc;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.oidc.introspection.Introspection;
import io.gatehouse.directory.oidc.keys.IssuerKeys;
import io.gatehouse.directory.oidc.keys.KeySource;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Providers in memory, and a clock that only the test moves.
 *
 * @param keys what each answers with, by its URL; one that is not among them never answers
 */
record TestProviders(Map<String, Mono<IssuerKeys>> keys, VirtualTimeScheduler time, AtomicInteger count) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    TestProviders() {
        this(new HashMap<>(), VirtualTimeScheduler.create(), new AtomicInteger());
    }

    /** How often they were asked, all of them together. */
    int asked() {
        return count.get();
    }

    void pass(Duration duration) {
        time.advanceTimeBy(duration);
    }

    OidcDirectory open(@Nullable String user, IssuerSettings... issuers) {
        return open(this::source, user, issuers);
    }

    /** One whose issuers are asked about tokens. */
    OidcDirectory openAsking(Introspection introspection, @Nullable String user, IssuerSettings... issuers) {
        ProviderAccess access = new ProviderAccess() {
            @Override
            public KeySource keys(IssuerSettings issuer) {
                return source(issuer);
            }

            @Override
            public Introspection introspection(IssuerSettings issuer) {
                return introspection;
            }
        };
        return open(access, user, issuers);
    }

    private KeySource source(IssuerSettings issuer) {
        return () -> Mono.defer(() -> {
            count.incrementAndGet();
            return keys.getOrDefault(issuer.url(), Mono.never());
        });
    }

    private OidcDirectory open(ProviderAccess access, @Nullable String user, IssuerSettings... issuers) {
        return OidcDirectory.open(
                new OidcSettings("sso", user, List.of(issuers)),
                access,
                InstantSource.system(),
                () -> time.now(TimeUnit.NANOSECONDS),
                time);
    }

    /** What becomes of a login. */
    static @Nullable LookupResult ask(OidcDirectory directory, TestLogin login) {
        Lookup lookup = directory.lookup(login.request());
        return lookup == null
                ? LookupResult.NotMine.NOT_MINE
                : lookup.start(LookupTerms.until(System.nanoTime() + PATIENCE.toNanos()))
                        .mono()
                        .block(PATIENCE);
    }
}
