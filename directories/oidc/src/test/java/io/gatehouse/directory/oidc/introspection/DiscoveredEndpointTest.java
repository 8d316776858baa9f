package io.gatehouse.directory.oidc.introspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.oidc.keys.Pages;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** When a provider is asked where it can be asked about tokens. */
class DiscoveredEndpointTest {
    private static final String ISSUER = "https://id.example.com";
    private static final Mono<byte[]> AWAY = Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is away"));

    private static final Duration SHORT = Duration.ofSeconds(2);

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Mono<byte[]>> document = new AtomicReference<>(document("/one"));
    private final Pages pages = url -> Mono.defer(() -> {
        asked.incrementAndGet();
        return document.get();
    });
    private final DiscoveredEndpoint endpoint =
            new DiscoveredEndpoint(ISSUER, URI.create(ISSUER + "/document"), pages, clock::get);

    private static Mono<byte[]> document(String path) {
        return Mono.just("{\"issuer\":\"%s\",\"introspection_endpoint\":\"%s%s\"}"
                .formatted(ISSUER, ISSUER, path)
                .getBytes(StandardCharsets.UTF_8));
    }

    private String find() {
        return Objects.requireNonNull(endpoint.find().block()).target();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos() + 1);
    }

    @Test
    void isAskedForOnceInAWhile() {
        assertThat(find()).isEqualTo("/one");
        document.set(document("/two"));
        assertThat(find()).isEqualTo("/one");
        pass(DiscoveredEndpoint.AGE);
        assertThat(find()).isEqualTo("/two");
        assertThat(asked).hasValue(2);
    }

    @Test
    void isAskedForAgainOnceItHasFailed() {
        assertThat(find()).isEqualTo("/one");
        document.set(document("/two"));
        endpoint.doubt();
        assertThat(find()).as("not at once, for many fail together").isEqualTo("/one");
        pass(DiscoveredEndpoint.AGE_AFTER_FAILURE);
        assertThat(find()).isEqualTo("/two");
    }

    @Test
    void staysWhereItWasWhileTheDocumentIsAway() {
        assertThat(find()).isEqualTo("/one");
        document.set(AWAY);
        pass(DiscoveredEndpoint.AGE);
        assertThat(find()).isEqualTo("/one");
        assertThat(find()).isEqualTo("/one");
        assertThat(asked).as("the document, all in all").hasValue(2);
    }

    @Test
    void isNotKnownWithoutADocument() {
        document.set(AWAY);
        assertThatThrownBy(this::find).hasMessage("it is away");
        document.set(document("/one"));
        assertThat(find()).isEqualTo("/one");
    }

    /** It is known where it was, so that a page that hangs is nobody's matter, and is asked for once. */
    @Test
    void nobodyWaitsForADocumentThatDoesNotCome() {
        assertThat(find()).isEqualTo("/one");
        document.set(Mono.never());
        pass(DiscoveredEndpoint.AGE);
        assertThat(endpoint.find().block(SHORT)).isNotNull();
        endpoint.doubt();
        pass(DiscoveredEndpoint.AGE);
        assertThat(endpoint.find().block(SHORT)).isNotNull();
        assertThat(asked).hasValue(2);
    }

    @Test
    void aDocumentThatComesLaterIsTakenThen() {
        assertThat(find()).isEqualTo("/one");
        Sinks.One<byte[]> answer = Sinks.one();
        document.set(answer.asMono());
        pass(DiscoveredEndpoint.AGE);
        assertThat(endpoint.find().map(WebUrl::target).block(SHORT)).isEqualTo("/one");
        answer.tryEmitValue(Objects.requireNonNull(document("/two").block())).orThrow();

        assertThat(find()).isEqualTo("/two");
        assertThat(asked).hasValue(2);
    }

    /** Lookups end sooner than a slow page comes, and the next ones must find it. */
    @Test
    void isAskedForThoughTheLookupHasEnded() {
        Sinks.One<byte[]> answer = Sinks.one();
        document.set(answer.asMono());
        endpoint.find().subscribe().dispose();
        answer.tryEmitValue(Objects.requireNonNull(document("/one").block())).orThrow();

        assertThat(find()).isEqualTo("/one");
        assertThat(asked).hasValue(1);
    }

    @Test
    void manyAskTogether() {
        Sinks.One<byte[]> answer = Sinks.one();
        document.set(answer.asMono());
        Mono<Long> all =
                Flux.range(0, 100).flatMap(i -> endpoint.find(), 100).count().doOnSubscribe(subscribed -> {});
        var waiting = all.toFuture();
        answer.tryEmitValue(Objects.requireNonNull(document("/one").block())).orThrow();

        assertThat(waiting.join()).isEqualTo(100);
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"issuer\":\"https://other.example.com\",\"introspection_endpoint\":\"https://id.example.com/i\"}",
                "{\"issuer\":\"https://id.example.com\"}",
                "{\"issuer\":\"https://id.example.com\",\"introspection_endpoint\":\"http://id.example.com/i\"}",
                "{\"issuer\":\"https://id.example.com\",\"introspection_endpoint\":\"https://u:p@id.example.com/i\"}",
                "{\"issuer\":\"https://id.example.com\",\"introspection_endpoint\":\"/i\"}",
                "{\"issuer\":\"https://id.example.com\",\"introspection_endpoint\":7}"
            })
    void takesNoOtherDocument(String json) {
        document.set(Mono.just(json.getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(this::find)
                .isInstanceOf(UndecidedException.class)
                .hasMessageStartingWith("its discovery document ");
    }
}
