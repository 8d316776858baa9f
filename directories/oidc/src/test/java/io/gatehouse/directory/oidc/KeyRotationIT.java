package io.gatehouse.directory.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.testbed.OidcProvider;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A real provider that signs with a new key, while everybody logs in. */
@NeedsTool("oidc-provider")
class KeyRotationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int STORM = 500;

    private static Mono<LookupResult> ask(OidcDirectory directory, String token) {
        Lookup lookup =
                Objects.requireNonNull(directory.lookup(TestLogin.token(token).request()));
        return lookup.start(LookupTerms.until(System.nanoTime() + PATIENCE.toNanos()))
                .mono();
    }

    @Test
    void aStormAfterARotationAsksForTheKeysOnce() throws Exception {
        try (OidcProvider provider = OidcProvider.start("ES256", Duration.ofMinutes(5));
                OidcDirectory directory = OpenedDirectory.open(
                        null,
                        TestIssuers.behind(provider.issuer(), provider.address().getPort()))) {
            directory.probe().block(PATIENCE);
            String before = provider.token("alice");
            assertThat(ask(directory, before).block()).isInstanceOf(LookupResult.Found.class);
            long version = version(directory, before);
            provider.rotate();
            String after = provider.token("alice");
            int asked = provider.keyRequests();

            assertThat(Flux.range(0, STORM)
                            .flatMap(i -> ask(directory, after), STORM)
                            .all(LookupResult.Found.class::isInstance)
                            .block(PATIENCE))
                    .isTrue();
            assertThat(provider.keyRequests()).isEqualTo(asked + 1);
            assertThat(version(directory, before))
                    .as("what was made of a token by keys that are gone is forgotten")
                    .isNotEqualTo(version);
            // Not refused aloud before the keys were asked for once more, which is not now.
            assertThat(ask(directory, before).onErrorComplete().blockOptional(PATIENCE))
                    .isEmpty();
            assertThat(provider.keyRequests()).isEqualTo(asked + 1);
        }
    }

    private static long version(OidcDirectory directory, String token) {
        return Objects.requireNonNull(directory.lookup(TestLogin.token(token).request()))
                .version();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "EdDSA"})
    void takesTheTokensOfARealProvider(String algorithm) throws Exception {
        try (OidcProvider provider = OidcProvider.start(algorithm, Duration.ofMinutes(5));
                OidcDirectory directory = OpenedDirectory.open(
                        null,
                        TestIssuers.behind(provider.issuer(), provider.address().getPort()))) {
            directory.probe().block(PATIENCE);

            assertThat(ask(directory, provider.token("bob")).block())
                    .isInstanceOfSatisfying(
                            LookupResult.Found.class,
                            found -> assertThat(found.identity().name()).isEqualTo("bob"));
        }
    }
}
