package io.gatehouse.directory.oidc.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.UndecidedException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for reviews, and answers to them. */
class TokenReviewTest {
    private static final String V1 = "authentication.k8s.io/v1";
    private static final String USER = ClusterToken.SUBJECT;

    private static WebAnswer answer(int status, String body) {
        return new WebAnswer(
                WebUrl.parse("https://k8s.example.com:6443/apis"),
                status,
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static TokenReview read(String status) {
        return TokenReview.read(answer(201, ApiStub.review(status, V1)));
    }

    private static String taken(String more) {
        return "{\"authenticated\":true,\"user\":{\"username\":\"" + USER
                + "\",\"groups\":[\"system:serviceaccounts\",7,\"\",\"a\\u0000b\"]}" + more + "}";
    }

    @Test
    void asksForOurAudiences() {
        assertThat(new String(TokenReview.request("a\"b", Set.of("nats", "bus")), StandardCharsets.UTF_8))
                .isEqualTo("{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenReview\","
                        + "\"spec\":{\"token\":\"a\\\"b\",\"audiences\":[\"bus\",\"nats\"]}}");
    }

    @Test
    void readsWhoseATokenIs() {
        TokenReview review = read(taken(",\"audiences\":[\"nats\"]"));

        assertThat(review.authenticated()).isTrue();
        assertThat(review.username()).isEqualTo(USER);
        assertThat(review.groups()).containsExactly("system:serviceaccounts");
        review.verify(USER, Set.of("nats"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"user\":{}}",
                "{\"authenticated\":false}",
                "{\"authenticated\":\"true\"}",
                "{\"authenticated\":1}",
                "{\"authenticated\":null,\"error\":\"invalid bearer token\"}"
            })
    void isNotTakenUnlessItSaysSo(String status) {
        assertThat(read(status).authenticated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"authenticated\"",
                "{}",
                "{\"kind\":\"TokenReview\",\"apiVersion\":\"authentication.k8s.io/v1\"}",
                "{\"kind\":\"TokenReview\",\"apiVersion\":\"authentication.k8s.io/v1\",\"status\":true}",
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\"}",
                "{\"kind\":\"TokenReview\",\"apiVersion\":\"authentication.k8s.io/v1beta1\",\"status\":{\"authenticated\":true}}",
                "{\"kind\":\"TokenReview\",\"apiVersion\":\"authentication.k8s.io/v1\",\"status\":{\"authenticated\":false},\"status\":{\"authenticated\":true}}",
                "<html>login</html>"
            })
    void decidesNothingByAnAnswerThatIsNone(String body) {
        assertThatThrownBy(() -> TokenReview.read(answer(200, body)))
                .isInstanceOf(UndecidedException.class)
                .hasMessage("https://k8s.example.com:6443 answers with something else than a TokenReview");
    }

    @Test
    void readsNoDeepAnswer() {
        assertThatThrownBy(() -> TokenReview.read(answer(200, "{\"a\":".repeat(100_000))))
                .isInstanceOf(UndecidedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 409, 429, 500, 503})
    void decidesNothingByAStatus(int status) {
        assertThatThrownBy(() -> TokenReview.read(answer(status, ApiStub.review(taken(""), V1))))
                .isInstanceOf(UndecidedException.class)
                .isNotInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining("HTTP status " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void saysNothingAgainstTheServerByAStatusOfOneRequest(int status) {
        assertThatThrownBy(() -> TokenReview.read(answer(status, ""))).isInstanceOf(UnusableAnswerException.class);
    }

    @Test
    void letsNobodyInByAnAnswerForAnother() {
        assertThatThrownBy(() -> read(taken(",\"audiences\":[\"nats\"]"))
                        .verify("system:serviceaccount:billing:other", Set.of("nats")))
                .isInstanceOf(UndecidedException.class);
        assertThatThrownBy(() -> read("{\"authenticated\":true,\"audiences\":[\"nats\"]}")
                        .verify(USER, Set.of("nats")))
                .isInstanceOf(UndecidedException.class);
        assertThatThrownBy(() -> read(taken(",\"audiences\":[\"other\"]")).verify(USER, Set.of("nats")))
                .isInstanceOf(UndecidedException.class);
        assertThatThrownBy(() -> read(taken("")).verify(USER, Set.of("nats"))).isInstanceOf(UndecidedException.class);
        assertThatThrownBy(() ->
                        read(taken(",\"audiences\":[\"nats\"],\"error\":\"x\"")).verify(USER, Set.of("nats")))
                .isInstanceOf(UndecidedException.class);
    }
}
