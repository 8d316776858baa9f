package io.gatehouse.directory.oidc.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class DiscoveredKeysTest {
    private static final TestKey KEY = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final TestKey NEWER = TestKey.generate(SigningAlgorithm.ES256, "two");
    private static final String NEW = "https://new.example.com/jwks";
    private static final String JWKS = "https://keys.example.com/jwks";
    private static final String ISSUER = "https://id.example.com";
    private static final URI DOCUMENT = URI.create(ISSUER + "/.well-known/openid-configuration");

    private final Map<URI, byte[]> pages = new HashMap<>();
    private final List<URI> asked = new ArrayList<>();
    private final Set<URI> silent = new HashSet<>();
    private final AtomicLong now = new AtomicLong();
    private final DiscoveredKeys discovery = new DiscoveredKeys(
            ISSUER, DOCUMENT, EnumSet.allOf(SigningAlgorithm.class), this::get, VerifierFactory.fastest(), now::get);

    private Mono<byte[]> get(URI url) {
        asked.add(url);
        if (silent.contains(url)) {
            return Mono.never();
        }
        byte[] page = pages.get(url);
        return page == null ? Mono.error(() -> new ProviderException("no such page")) : Mono.just(page);
    }

    @BeforeEach
    void publish() {
        publish("{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}".formatted(ISSUER, JWKS));
        pages.put(URI.create(JWKS), TestKeys.jwks(Stream.of(KEY.jwk())));
    }

    private void publish(String document) {
        pages.put(DOCUMENT, document.getBytes(StandardCharsets.UTF_8));
    }

    private IssuerKeys fetch() {
        return Objects.requireNonNull(discovery.fetch().block(Duration.ofSeconds(10)));
    }

    @Test
    void findsTheKeysAndRemembersWhere() {
        assertThat(fetch().keys()).hasSize(1);
        assertThat(fetch().keys()).hasSize(1);
        assertThat(asked).containsExactly(DOCUMENT, URI.create(JWKS), URI.create(JWKS));
    }

    @Test
    void asksAgainWhereTheyAreOnceTheyAreNotThere() {
        fetch();
        byte[] keys = Objects.requireNonNull(pages.remove(URI.create(JWKS)));
        assertThatThrownBy(this::fetch).hasMessage("no such page");

        publish("{\"issuer\": \"%s\", \"jwks_uri\": \"https://new.example.com/\"}".formatted(ISSUER));
        pages.put(URI.create("https://new.example.com/"), keys);
        assertThat(fetch().keys()).hasSize(1);
    }

    private void move() {
        publish("{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}".formatted(ISSUER, NEW));
        pages.put(URI.create(NEW), TestKeys.jwks(Stream.of(NEWER.jwk())));
    }

    private static Set<String> ids(@Nullable IssuerKeys keys) {
        return Objects.requireNonNull(keys).keys().stream().map(IssuerKey::id).collect(Collectors.toSet());
    }

    private static void assertNotInTime(Mono<IssuerKeys> fetch) {
        assertThatThrownBy(() -> fetch.timeout(Duration.ofMillis(20)).block(Duration.ofSeconds(10)))
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void asksAgainWhereTheyAreOnceTheirPageNeverAnswers() {
        fetch();
        silent.add(URI.create(JWKS));
        assertNotInTime(discovery.fetch());

        move();
        assertThat(ids(fetch())).containsExactly("two");
    }

    /** The old page may go on to answer with the old keys. */
    @Test
    void asksAgainWhereTheyAreForAKeyThatIsNotKnown() {
        fetch();
        move();
        assertThat(ids(fetch())).containsExactly("one");
        assertThat(ids(discovery.fetchAnew().block(Duration.ofSeconds(10)))).containsExactly("two");
        assertThat(ids(fetch())).containsExactly("two");
    }

    @Test
    void asksAgainWhereTheyAreNowAndThen() {
        fetch();
        move();
        now.set(DiscoveredKeys.LOCATION_AGE.toNanos());
        assertThat(ids(fetch())).containsExactly("one");

        now.incrementAndGet();
        assertThat(ids(fetch())).containsExactly("two");
    }

    @Test
    void theyAreWhereTheyWereWhileTheDocumentIsNotToBeHad() {
        fetch();
        pages.remove(DOCUMENT);
        assertThat(ids(discovery.fetchAnew().block(Duration.ofSeconds(10)))).containsExactly("one");

        now.set(2 * DiscoveredKeys.LOCATION_AGE.toNanos());
        silent.add(DOCUMENT);
        assertNotInTime(discovery.fetch());
        assertThat(ids(fetch())).containsExactly("one");
    }

    @Test
    void refusesADocumentOfAnotherIssuer() {
        publish("{\"issuer\": \"" + ISSUER + "/\", \"jwks_uri\": \"" + JWKS + "\"}");

        assertThatThrownBy(this::fetch)
                .hasMessage("its discovery document is that of the issuer \"" + ISSUER
                        + "/\", and url must be exactly the same");
        publish("{\"issuer\": \"line\\nbreak " + "x".repeat(5_000) + "\"}");
        assertThatThrownBy(this::fetch).message().hasSizeLessThan(300).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"jwks_uri\": \"http://keys.example.com/\"",
                ", \"jwks_uri\": \"file:///etc/passwd\"",
                ", \"jwks_uri\": \"https://user:secret@keys.example.com/\"",
                ", \"jwks_uri\": \"not a url\"",
                ", \"jwks_uri\": {}"
            })
    void refusesKeysFromElsewhere(String member) {
        publish("{\"issuer\": \"" + ISSUER + "\"" + member + "}");

        assertThatThrownBy(this::fetch).hasMessage("its discovery document has no jwks_uri with https");
        assertThat(asked).containsExactly(DOCUMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "null", "{", "{\"issuer\": 1, \"issuer\": 2}"})
    void refusesWhatIsNoDocument(String text) {
        publish(text);

        assertThatThrownBy(this::fetch).hasMessage("its discovery document is no JSON object");
    }
}
