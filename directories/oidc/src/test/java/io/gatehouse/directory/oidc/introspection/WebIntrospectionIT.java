package io.gatehouse.directory.oidc.introspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.oidc.introspection.ScriptedProvider.Asked;
import io.gatehouse.policy.UndecidedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** What a provider may answer when it is asked about a token, by real HTTP. */
class WebIntrospectionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String DOCUMENT = "/.well-known/openid-configuration";

    private ScriptedProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider = ScriptedProvider.start();
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private static TokenState ask(WebIntrospection introspection, String token) {
        return Objects.requireNonNull(introspection.ask(token, later(PATIENCE)).block(PATIENCE));
    }

    private static long later(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private TokenState ask() {
        try (WebIntrospection introspection = provider.given()) {
            return ask(introspection, "canary");
        }
    }

    @Test
    void asksAsTheStandardSays() {
        provider.answers(200, "{\"active\":true,\"sub\":\"alice\",\"exp\":1}");
        try (WebIntrospection introspection = provider.given()) {
            assertThat(ask(introspection, "a+b/c=&x=%")).isInstanceOfSatisfying(TokenState.Active.class, active -> {
                assertThat(active.claims()).containsAllEntriesOf(Map.of("sub", "alice", "exp", 1L));
                assertThat(active).hasToString("Active");
            });
        }
        assertThat(provider.asked)
                .containsExactly(new Asked(
                        "POST",
                        "/introspect",
                        "Basic Z2F0ZWhvdXNlOmNhbmFyeQ==",
                        "application/x-www-form-urlencoded",
                        "token=a%2Bb%2Fc%3D%26x%3D%25&token_type_hint=access_token"));
    }

    @Test
    void whatIsNotActiveIsNot() {
        provider.answers(200, "{\"active\":false,\"sub\":\"alice\"}");

        assertThat(ask()).isEqualTo(TokenState.Inactive.INACTIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "true",
                "{}",
                "{\"active\":null}",
                "{\"active\":\"true\"}",
                "{\"active\":1}",
                "{\"active\":[true]}",
                "{\"Active\":true}",
                "{\"active\":true,\"active\":false}",
                "{\"active\":true",
                "{\"active\":true}}",
                "<html><body>canary</body></html>",
                "eyJhbGciOiJIUzI1NiJ9.e30."
            })
    void whatIsNoAnswerDecidesNothing(String body) {
        provider.answers(200, body);

        assertThatThrownBy(this::ask)
                .isInstanceOf(UndecidedException.class)
                .isNotInstanceOf(UnusableAnswerException.class)
                .hasMessageStartingWith(provider.url() + "/introspect ");
    }

    /** Of text that is no UTF-8, and of a nest that would be too deep for a stack. */
    @Test
    void whatCannotBeReadDecidesNothing() {
        String deep = "{\"active\":true,\"x\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
        for (byte[] body : new byte[][] {deep.getBytes(StandardCharsets.US_ASCII), {'{', (byte) 0xff, '}'}, {0}}) {
            provider.answers(200, body);
            assertThatThrownBy(this::ask).isInstanceOf(UndecidedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 301, 302, 307, 308, 401, 403, 404, 405, 429, 500, 502, 503})
    void noOtherStatusDecidesAnything(int status) {
        provider.answers(status, "{\"active\":true}");

        assertThatThrownBy(this::ask)
                .isInstanceOf(UndecidedException.class)
                .isNotInstanceOf(UnusableAnswerException.class)
                .hasMessageStartingWith(provider.url() + "/introspect answered with HTTP status " + status);
        assertThat(provider.asked).as("no redirect is followed").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"401, true", "403, true", "500, false"})
    void saysThatItIsOurselvesWhoAreRefused(int status, boolean ourselves) {
        provider.answers(status, "{\"error\":\"invalid_client\"}");

        assertThatThrownBy(this::ask)
                .satisfies(error -> assertThat(String.valueOf(error.getMessage())
                                .contains("does not take Gatehouse's own credentials"))
                        .isEqualTo(ourselves));
    }

    /** What one client brings says nothing of what others bring. */
    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422, 431})
    void aTokenThatIsNotTakenKeepsNobodyElseOut(int status) {
        provider.answers(status, "{\"error\":\"invalid_request\"}");

        assertThatThrownBy(this::ask).isInstanceOf(UnusableAnswerException.class);
    }

    @Test
    void takesNoAnswerThatIsTooLarge() {
        provider.answers(200, "{\"active\":true,\"x\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}");

        assertThatThrownBy(this::ask)
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining("131072 bytes");
    }

    @Test
    void doesNotWaitForAnAnswerThatDoesNotEnd() {
        provider.drips();
        try (WebIntrospection introspection = provider.given()) {
            assertThatThrownBy(() -> introspection
                            .ask("canary", later(Duration.ofMillis(200)))
                            .block(PATIENCE))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("no answer in time");
        }
    }

    @Test
    void theDiscoveryDocumentIsAskedForOnce() {
        try (WebIntrospection introspection = provider.discovered()) {
            Flux.range(0, 50)
                    .flatMap(i -> introspection.ask("canary" + i, later(PATIENCE)), 50)
                    .blockLast(PATIENCE);
        }
        assertThat(provider.times(DOCUMENT)).isOne();
        assertThat(provider.times("/introspect")).isEqualTo(50);
    }

    /** A lookup that came too late says nothing of where the provider is asked, and one that was not answered does. */
    @Test
    void theDocumentIsAskedForAgainAfterAQuestionThatFailed() {
        AtomicLong clock = new AtomicLong();
        try (WebIntrospection introspection = provider.discovered(clock::get)) {
            ask(introspection, "canary");
            assertThatThrownBy(() ->
                            introspection.ask("canary", later(Duration.ZERO)).block(PATIENCE))
                    .hasMessageContaining("no answer in time");
            clock.addAndGet(DiscoveredEndpoint.AGE_AFTER_FAILURE.toNanos() + 1);
            ask(introspection, "canary");
            assertThat(provider.times(DOCUMENT)).isOne();

            provider.answers(503, "");
            assertThatThrownBy(() -> ask(introspection, "canary")).isInstanceOf(UndecidedException.class);
            assertThatThrownBy(() -> ask(introspection, "canary")).isInstanceOf(UndecidedException.class);
            await().atMost(PATIENCE).until(() -> provider.times(DOCUMENT) == 2);
        }
    }

    @Test
    void theProbeAsksAboutATokenThatNobodyHas() {
        try (WebIntrospection introspection = provider.given()) {
            assertThatThrownBy(() -> introspection.probe().block(PATIENCE))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("a made-up token is active");
            provider.answers(200, "{\"active\":false}");
            introspection.probe().block(PATIENCE);
            provider.answers(401, "");
            assertThatThrownBy(() -> introspection.probe().block(PATIENCE)).hasMessageContaining("own credentials");
        }
        assertThat(provider.asked)
                .allSatisfy(asked -> assertThat(asked.authorization()).isEqualTo(ScriptedProvider.CREDENTIALS.value()));
    }

    /** A provider may look at a token's form first, and then a made-up one has none. */
    @ParameterizedTest
    @CsvSource({
        "400, '{\"error\":\"invalid_request\"}', true",
        "400, '', true",
        "422, '{\"error\":[]}', true",
        "400, '{\"error\":\"invalid_client\"}', false",
        "400, '{\"error\":\"unauthorized_client\"}', false",
        "413, '', false",
        "404, '', false"
    })
    void theProbeTakesItThatAMadeUpTokenIsNotTaken(int status, String body, boolean good) {
        provider.answers(status, body);
        try (WebIntrospection introspection = provider.given()) {
            Throwable thrown = catchThrowable(() -> introspection.probe().block(PATIENCE));

            if (good) {
                assertThat(thrown).isNull();
            } else {
                assertThat(thrown).isInstanceOf(UndecidedException.class);
            }
        }
    }

    /** With this status too, which otherwise is about one token. */
    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "unauthorized_client"})
    void credentialsThatAreNotTakenAreNoMatterOfOneToken(String error) {
        provider.answers(400, "{\"error\":\"" + error + "\"}");

        assertThatThrownBy(this::ask)
                .isInstanceOf(UndecidedException.class)
                .isNotInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining("own credentials");
    }

    /** Neither the token nor our own secret, and nothing of what was answered. */
    @Test
    void noTextHasASecretInIt() {
        StringWriter texts = new StringWriter();
        for (int status : new int[] {200, 302, 400, 401, 403, 404, 500}) {
            provider.answers(status, "canary");
            try (WebIntrospection introspection = provider.given()) {
                Throwable thrown = catchThrowable(() -> ask(introspection, "canary"));
                thrown.printStackTrace(new PrintWriter(texts));
                texts.append(introspection.toString());
            }
        }
        texts.append(
                new IntrospectionSettings(IntrospectedTokens.ALL, null, ScriptedProvider.CREDENTIALS, 1).toString());

        assertThat(texts.toString())
                .contains("IntrospectionSettings[tokens=ALL")
                .doesNotContain("canary")
                .doesNotContain("Z2F0ZWhvdXNlOmNhbmFyeQ");
    }
}
