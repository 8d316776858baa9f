package io.gatehouse.directory.oidc.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.UndecidedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of tokens by whatever an API server answers; its real answers are in the tests against a real one. */
class KubernetesDirectoryTest {
    private static final TestKey KEY = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final TestKey OTHER = TestKey.generate(SigningAlgorithm.ES256, "two");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String TAKEN = """
            {"authenticated":true,"user":{"username":"%s","groups":["system:serviceaccounts"]},"audiences":["nats"]}
            """.formatted(ClusterToken.SUBJECT);

    private final ApiStub api = new ApiStub();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        api.close();
    }

    private KubernetesDirectory open(String... yaml) throws IOException {
        Files.writeString(folder.resolve("own"), "own-token");
        return TestClusters.open(
                folder,
                "audiences: nats\ntoken_file: own\napi_server: " + api.url().server(),
                String.join("\n", yaml));
    }

    private KubernetesDirectory byKeys(String... yaml) throws IOException {
        KubernetesDirectory directory = open(yaml);
        directory.probe().block(PATIENCE);
        return directory;
    }

    private KubernetesDirectory byReview(String... yaml) throws IOException {
        return open("mode: token_review", String.join("\n", yaml));
    }

    private static String token() {
        return new ClusterToken().signed(KEY);
    }

    private static Identity found(LookupResult result) {
        assertThat(result).isInstanceOf(Found.class);
        return ((Found) result).identity();
    }

    @Test
    void keysTellWhoItIs() throws IOException {
        api.publish(ClusterToken.ISSUER, KEY);
        try (KubernetesDirectory directory = byKeys()) {
            Identity identity = found(TestClusters.ask(directory, token()));

            assertThat(identity.name()).isEqualTo("system:serviceaccount:billing:invoicer");
            assertThat(identity.directory()).isEqualTo("pods");
            assertThat(identity.groups())
                    .containsExactlyInAnyOrder(
                            "system:serviceaccounts", "system:serviceaccounts:billing", "system:authenticated");
            assertThat(identity.attributes())
                    .isEqualTo(Map.of(
                            "namespace", List.of("billing"),
                            "service_account", List.of("invoicer"),
                            "service_account_uid", List.of("s-uid"),
                            "pod", List.of("invoicer-0"),
                            "pod_uid", List.of("p-uid"),
                            "node", List.of("node-1"),
                            "node_uid", List.of("n-uid")));
            assertThat(identity.expiresAt())
                    .isBetween(
                            Instant.now().plus(50, ChronoUnit.MINUTES),
                            Instant.now().plus(1, ChronoUnit.HOURS));
            assertThat(identity.entitlement()).isNull();
        }
    }

    /** The discovery document says that they are elsewhere, which is often an address that nobody reaches. */
    @Test
    void keysAreAskedForWithOurOwnTokenAndNowhereElse() throws IOException {
        api.publish(ClusterToken.ISSUER, KEY);
        try (KubernetesDirectory directory = byKeys()) {
            assertThat(directory.backend().probing()).isEqualTo(Backend.Probing.SPARING);
            assertThat(api.requests())
                    .extracting(ApiStub.Request::path)
                    .containsExactly(ApiServerKeys.DISCOVERY, ApiServerKeys.KEYS);
            assertThat(api.requests())
                    .extracting(ApiStub.Request::authorization)
                    .containsOnly("Bearer own-token");
            directory.probe().block(PATIENCE);
            assertThat(api.requests()).as("keys that are there are not probed").hasSize(2);
        }
    }

    @Test
    void aPathOfTheServerComesFirst() throws IOException {
        api.reply("/clusters/one" + ApiServerKeys.KEYS, 404, "");
        Files.writeString(folder.resolve("own"), "own-token");
        try (KubernetesDirectory directory = TestClusters.open(
                folder,
                "{audiences: nats, issuers: a, api_server: '" + api.url().server() + "/clusters/one/'}")) {
            assertThatThrownBy(() -> directory.probe().block(PATIENCE)).isInstanceOf(UndecidedException.class);
            assertThat(api.requests())
                    .extracting(ApiStub.Request::path)
                    .containsOnly("/clusters/one" + ApiServerKeys.KEYS);
            assertThat(api.requests())
                    .extracting(ApiStub.Request::authorization)
                    .containsOnly("");
        }
    }

    @Test
    void keysRejectWhatOthersHaveSigned() throws IOException {
        api.publish(ClusterToken.ISSUER, KEY);
        try (KubernetesDirectory directory = byKeys()) {
            String forged = token().replaceAll(
                            "[^.]*$", new ClusterToken().signed(OTHER).replaceAll(".*\\.", ""));

            assertThat(TestClusters.ask(directory, forged))
                    .isEqualTo(new Rejected(DenyReason.BAD_CREDENTIALS, "token_signature_wrong"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwks", "token_review"})
    void rejectsByTheClaimsBeforeAnybodyIsAsked(String mode) throws IOException {
        api.publish(ClusterToken.ISSUER, KEY);
        try (KubernetesDirectory directory = open("issuers: " + ClusterToken.ISSUER, "mode: " + mode)) {
            long now = Instant.now().getEpochSecond();

            assertThat(detail(directory, new ClusterToken().with("exp", now - 1)))
                    .isEqualTo("token_expired");
            assertThat(detail(directory, new ClusterToken().with("exp", null))).isEqualTo("token_without_end");
            assertThat(detail(directory, new ClusterToken().with("nbf", now + 300)))
                    .isEqualTo("token_not_yet_valid");
            assertThat(detail(directory, new ClusterToken().with("aud", List.of("https://kubernetes.default.svc"))))
                    .isEqualTo("token_for_another_audience: https://kubernetes.default.svc");
            assertThat(detail(directory, new ClusterToken().with("aud", null)))
                    .isEqualTo("token_for_another_audience: none");
            assertThat(api.reviews()).isZero();
        }
    }

    private static String detail(KubernetesDirectory directory, ClusterToken token) {
        LookupResult result = TestClusters.ask(directory, token.signed(KEY));
        assertThat(result).isInstanceOf(Rejected.class);
        return ((Rejected) result).detail();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwks", "token_review"})
    void leavesToOthersWhatIsNotOfTheCluster(String mode) throws IOException {
        api.publish(ClusterToken.ISSUER, KEY);
        try (KubernetesDirectory directory =
                open("issuers: " + ClusterToken.ISSUER, "namespaces: [billing, 'team-*']", "mode: " + mode)) {
            assertThat(List.of(
                            new ClusterToken().with("iss", "https://another.example.com"),
                            new ClusterToken().with("iss", null),
                            new ClusterToken().with("sub", "alice"),
                            new ClusterToken().with("sub", "system:serviceaccount:payroll:invoicer"),
                            new ClusterToken().with("sub", null)))
                    .allSatisfy(token -> assertThat(TestClusters.ask(directory, token.signed(KEY)))
                            .isEqualTo(NotMine.NOT_MINE));
            assertThat(api.reviews()).isZero();
        }
    }

    @Test
    void theApiServerSaysWhoseTokensItsKeysAreFor() throws IOException {
        api.publish(ClusterToken.ISSUER, KEY);
        try (KubernetesDirectory directory = byKeys()) {
            assertThat(TestClusters.ask(
                            directory,
                            new ClusterToken()
                                    .with("iss", "https://another.example.com")
                                    .signed(KEY)))
                    .isEqualTo(NotMine.NOT_MINE);
        }
    }

    @Test
    void keysThatComeLateDecideOnWhoWaits() throws IOException {
        api.reply(ApiServerKeys.DISCOVERY, 503, "");
        try (KubernetesDirectory directory = open()) {
            assertThatThrownBy(() -> directory.probe().block(PATIENCE))
                    .hasMessageContaining("answered with HTTP status 503");
            assertThatThrownBy(() -> TestClusters.ask(directory, token())).isInstanceOf(UndecidedException.class);

            api.publish(ClusterToken.ISSUER, KEY);
            await().ignoreExceptionsInstanceOf(UndecidedException.class)
                    .until(() -> TestClusters.ask(directory, token()) instanceof Found);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {} | refuses our own token",
                "403 | {} | system:service-account-issuer-discovery",
                "404 | {} | see api_server",
                "200 | [] | names no issuer",
                "200 | {\"issuer\":7} | names no issuer",
                "302 | {} | HTTP status 302"
            })
    void withoutKeysNothingIsDecided(int status, String body, String words) throws IOException {
        api.publish(ClusterToken.ISSUER, KEY);
        api.reply(ApiServerKeys.DISCOVERY, status, body);
        try (KubernetesDirectory directory = open()) {
            assertThatThrownBy(() -> directory.probe().block(PATIENCE)).hasMessageContaining(words);
            assertThatThrownBy(() -> TestClusters.ask(directory, token())).isInstanceOf(UndecidedException.class);
        }
    }

    @Test
    void aReviewTellsWhoItIs() throws IOException {
        api.review(TAKEN);
        try (KubernetesDirectory directory = byReview("username: short", "review_ttl: 20s")) {
            LookupResult result = TestClusters.ask(directory, token());
            Identity identity = found(result);

            assertThat(identity.name()).isEqualTo("billing:invoicer");
            assertThat(identity.groups()).containsExactly("system:serviceaccounts");
            assertThat(identity.attributes()).containsEntry("pod", List.of("invoicer-0"));
            assertThat(identity.expiresAt()).isAfter(Instant.now().plus(50, ChronoUnit.MINUTES));
            assertThat(((Found) result).validity().until())
                    .isBetween(Instant.now().plusSeconds(5), Instant.now().plusSeconds(20));
            assertThat(api.requests()).singleElement().satisfies(request -> {
                assertThat(request.authorization()).isEqualTo("Bearer own-token");
                assertThat(request.body())
                        .isEqualTo(new String(
                                TokenReview.request(token(request), Set.of("nats")), StandardCharsets.UTF_8));
            });
        }
    }

    private static String token(ApiStub.Request request) {
        return request.body().replaceAll(".*\"token\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void aReviewHoldsNoLongerThanItsToken() throws IOException {
        api.review(TAKEN);
        long end = Instant.now().getEpochSecond() + 30;
        try (KubernetesDirectory directory = byReview("review_ttl: 1h")) {
            Found found = (Found) TestClusters.ask(
                    directory, new ClusterToken().with("exp", end).signed(KEY));

            assertThat(found.validity().until()).isEqualTo(Instant.ofEpochSecond(end));
            assertThat(found.identity().expiresAt()).isEqualTo(Instant.ofEpochSecond(end));
        }
    }

    @Test
    void whatAReviewRefusesIsRejected() throws IOException {
        api.review("{\"error\":\"serviceaccounts \\\"invoicer\\\" not found\"}");
        try (KubernetesDirectory directory = byReview()) {
            assertThat(detail(directory, new ClusterToken())).isEqualTo("token_revoked");
        }
    }

    /** The pod of a token may be newer than what the API server has heard of. */
    @Test
    void aNewTokenIsNotRejectedByWhatItIsBoundTo() throws IOException {
        api.review("{\"error\":\"[invalid bearer token, service account token has been invalidated]\"}");
        try (KubernetesDirectory directory = byReview()) {
            long now = Instant.now().getEpochSecond();

            assertThat(detail(directory, new ClusterToken().with("iat", now - 61)))
                    .isEqualTo("token_revoked");
            assertThat(List.of(
                            new ClusterToken().with("iat", now - 50),
                            new ClusterToken().with("iat", now + 5),
                            new ClusterToken().with("iat", null)))
                    .allSatisfy(token -> assertThatThrownBy(() -> TestClusters.ask(directory, token.signed(KEY)))
                            .isInstanceOf(UnusableAnswerException.class));
        }
    }

    @ParameterizedTest
    @CsvSource({"401, token_file", "403, system:auth-delegator", "429, asked too much", "503, HTTP status 503"})
    void withoutAReviewNothingIsDecided(int status, String words) throws IOException {
        api.reply(ApiStub.REVIEWS, status, "{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"own-token\"}");
        try (KubernetesDirectory directory = byReview()) {
            assertThatThrownBy(() -> TestClusters.ask(directory, token()))
                    .isInstanceOf(UndecidedException.class)
                    .isNotInstanceOf(UnusableAnswerException.class)
                    .hasMessageContaining(words)
                    .hasMessageNotContaining("own-token");
            assertThatThrownBy(() -> directory.probe().block(PATIENCE)).hasMessageContaining(words);
        }
    }

    @Test
    void isNoServerWhereEverythingIsTaken() throws IOException {
        api.review(TAKEN);
        try (KubernetesDirectory directory = byReview()) {
            assertThatThrownBy(() -> directory.probe().block(PATIENCE)).hasMessageContaining("nobody's");
            api.review("{\"authenticated\":false,\"error\":\"invalid bearer token\"}");
            directory.probe().block(PATIENCE);
        }
    }

    @Test
    void ourOwnTokenIsReadAnewWhenItIsRefused() throws IOException {
        api.reply(ApiStub.REVIEWS, 401, "");
        api.replyTo("new-token", ApiStub.REVIEWS, 201, ApiStub.review(TAKEN, "authentication.k8s.io/v1"));
        try (KubernetesDirectory directory = byReview()) {
            Files.writeString(folder.resolve("own"), "new-token");

            found(TestClusters.ask(directory, token()));
            assertThat(api.reviews()).isEqualTo(2);
            found(TestClusters.ask(directory, token()));
            assertThat(api.reviews()).isEqualTo(3);
        }
    }

    @Test
    void anAnswerThatIsTooLargeSaysNothingAgainstTheServer() throws IOException {
        api.reply(ApiStub.REVIEWS, 201, " ".repeat(2 * 1024 * 1024));
        try (KubernetesDirectory directory = byReview()) {
            assertThatThrownBy(() -> TestClusters.ask(directory, token())).isInstanceOf(UnusableAnswerException.class);
        }
    }
}
