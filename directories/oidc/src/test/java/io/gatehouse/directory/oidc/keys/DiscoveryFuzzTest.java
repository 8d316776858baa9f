package io.gatehouse.directory.oidc.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.directory.web.WebUrl;
import java.net.URI;
import java.util.EnumSet;
import java.util.Objects;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Whatever a provider's discovery document is, keys are asked for at a URL that nobody on the way can answer for, or not at all. */
class DiscoveryFuzzTest {
    private static final String ISSUER = "https://id.example.com";
    private static final URI DOCUMENT = URI.create(ISSUER + "/.well-known/openid-configuration");
    private static final byte[] KEYS = TestKeys.jwks(
            Stream.of(TestKey.generate(SigningAlgorithm.ES256, "one").jwk()));

    @FuzzTest
    void document(byte[] document) {
        Pages pages = new Pages() {
            @Override
            public Mono<byte[]> get(URI url) {
                if (url.equals(DOCUMENT)) {
                    return Mono.just(document);
                }
                assertThat(SafeUrl.mistake(url)).isNull();
                assertThat(WebUrl.parse(url.toString()).server()).isNotEmpty();
                return Mono.just(KEYS);
            }

            @Override
            public void close() {}
        };
        DiscoveredKeys discovered = new DiscoveredKeys(
                ISSUER, DOCUMENT, EnumSet.allOf(SigningAlgorithm.class), pages, VerifierFactory.fastest());
        try {
            assertThat(Objects.requireNonNull(discovered.fetch().block()).keys())
                    .hasSize(1);
        } catch (ProviderException e) {
            assertThat(e.getMessage()).startsWith("its discovery document ").doesNotContain("\n", "\r");
        }
    }
}
