package io.gatehouse.directory.oidc.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.testbed.KubernetesApi;
import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens of a real API server: whose they are, what is deleted, keys that change, and our own token. */
@NeedsTool({"kube-apiserver", "etcd"})
@Tag("full")
class KubernetesClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static TestCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    private static KubernetesDirectory open(KubernetesMode mode) {
        KubernetesDirectory directory = cluster.open(mode, null);
        directory.probe().block(PATIENCE);
        return directory;
    }

    private static Identity found(LookupResult result) {
        assertThat(result).isInstanceOf(Found.class);
        return ((Found) result).identity();
    }

    private static String detail(KubernetesDirectory directory, String token) {
        LookupResult result = TestClusters.ask(directory, token);
        assertThat(result).isInstanceOf(Rejected.class);
        return ((Rejected) result).detail();
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhoAPodIs(KubernetesMode mode) throws IOException {
        String pod = mode == KubernetesMode.JWKS ? "told-by-keys" : "told-by-review";
        cluster.pod(pod);
        try (KubernetesDirectory directory = open(mode)) {
            Identity identity = found(TestClusters.ask(directory, cluster.tokenOfPod(pod)));

            assertThat(identity.name()).isEqualTo("system:serviceaccount:billing:invoicer");
            assertThat(identity.groups())
                    .isEqualTo(
                            Set.of("system:serviceaccounts", "system:serviceaccounts:billing", "system:authenticated"));
            assertThat(identity.attributes())
                    .containsEntry("namespace", List.of("billing"))
                    .containsEntry("service_account", List.of("invoicer"))
                    .containsEntry("pod", List.of(pod))
                    .containsEntry("node", List.of("node-1"))
                    .containsKeys("service_account_uid", "pod_uid", "node_uid");
            assertThat(identity.expiresAt()).isAfter(Instant.now().plus(Duration.ofMinutes(50)));
        }
    }

    @Test
    void knowsTheIssuerOfTheCluster() throws IOException {
        try (KubernetesDirectory given = cluster.open(KubernetesMode.JWKS, "issuers: " + KubernetesApi.ISSUER);
                KubernetesDirectory other = cluster.open(KubernetesMode.JWKS, "issuers: https://other.example.com")) {
            given.probe().block(PATIENCE);
            String token = cluster.token("reporter");

            found(TestClusters.ask(given, token));
            assertThat(TestClusters.ask(other, token)).isEqualTo(LookupResult.NotMine.NOT_MINE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesNoTokenThatIsForTheApiServer(KubernetesMode mode) throws IOException {
        try (KubernetesDirectory directory = open(mode)) {
            assertThat(detail(directory, cluster.api().token("billing", "invoicer", "", "")))
                    .startsWith("token_for_another_audience: https://");
        }
    }

    /** Headers that ask for another check, claims that were changed, and signatures that were cut. */
    @ParameterizedTest
    @EnumSource
    void takesNoTokenThatWasTamperedWith(KubernetesMode mode) throws IOException {
        String[] good = cluster.token("reporter").split("\\.", -1);
        String key = new String(Base64.getUrlDecoder().decode(good[0]), StandardCharsets.UTF_8);
        String claims = new String(Base64.getUrlDecoder().decode(good[1]), StandardCharsets.UTF_8);
        List<String> odd = List.of(
                token("{\"alg\":\"none\"}", claims, ""),
                token("{\"alg\":\"HS256\"}", claims, good[2]),
                token(key.replace("ES256", "RS256"), claims, good[2]),
                token(key.replace("\"kid\"", "\"jku\":\"https://127.0.0.1/keys\",\"kid\""), claims, good[2]),
                token(key.replaceAll("\"kid\":\"[^\"]*\"", "\"kid\":\"../../etc/passwd\""), claims, good[2]),
                token(key, claims.replace("billing:reporter", "kube-system:admin"), good[2]),
                token(key, claims.replaceAll("\"exp\":[0-9]+", "\"exp\":9999999999"), good[2]),
                token(key, claims, good[2].substring(0, 40)),
                token(key, claims, ""),
                String.join(".", good) + "AAAA",
                String.join(".", good) + ".AAAA",
                String.join(".", good) + "\r\nX-Remote-User: admin");
        try (KubernetesDirectory directory = open(mode)) {
            assertThat(odd)
                    .allSatisfy(token -> assertThat(outcome(directory, token)).isNotInstanceOf(Found.class));
            assertThat(outcome(directory, odd.get(5)))
                    .as("what is said of a signature that is wrong is understood")
                    .isInstanceOf(Rejected.class);
            found(TestClusters.ask(directory, String.join(".", good)));
        }
    }

    private static String token(String header, String claims, String signature) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "." + signature;
    }

    private static Object outcome(KubernetesDirectory directory, String token) {
        try {
            return TestClusters.ask(directory, token);
        } catch (UndecidedException e) {
            return e;
        }
    }

    @Test
    void aReviewKnowsThatAPodIsGone() throws IOException {
        cluster.pod("gone");
        String token = cluster.tokenOfPod("gone");
        cluster.deletePod("gone");
        InstantSource later = () -> Instant.now().plus(Duration.ofMinutes(2));
        try (KubernetesDirectory atOnce = open(KubernetesMode.TOKEN_REVIEW);
                KubernetesDirectory byReview =
                        TestClusters.open(cluster.folder(), later, cluster.yaml(KubernetesMode.TOKEN_REVIEW, null));
                KubernetesDirectory byKeys = open(KubernetesMode.JWKS)) {
            assertThat(detail(byReview, token)).isEqualTo("token_revoked");
            assertThatThrownBy(() -> TestClusters.ask(atOnce, token))
                    .as("the API server may not have heard of the pod yet")
                    .isInstanceOf(UnusableAnswerException.class);
            found(TestClusters.ask(byKeys, token));
        }
    }

    @Test
    void keysKnowNoMoreThanThatATokenHasEnded() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        InstantSource clock = now::get;
        String token = cluster.tokenOfPod("invoicer-0");
        try (KubernetesDirectory directory =
                TestClusters.open(cluster.folder(), clock, cluster.yaml(KubernetesMode.JWKS, null))) {
            directory.probe().block(PATIENCE);
            Instant end = found(TestClusters.ask(directory, token)).expiresAt();

            now.set(end);
            assertThat(detail(directory, token)).isEqualTo("token_expired");
        }
    }

    @Test
    void aReviewKnowsThatAServiceAccountIsGoneOrAnother() throws IOException {
        cluster.api().account("billing", "leaver");
        String token = cluster.token("leaver");
        cluster.deleteAccount("leaver");
        try (KubernetesDirectory byReview = open(KubernetesMode.TOKEN_REVIEW);
                KubernetesDirectory byKeys = open(KubernetesMode.JWKS)) {
            assertThat(detail(byReview, token)).isEqualTo("token_revoked");
            found(TestClusters.ask(byKeys, token));

            cluster.api().account("billing", "leaver");
            await().atMost(PATIENCE).untilAsserted(() -> found(TestClusters.ask(byReview, cluster.token("leaver"))));
            assertThat(detail(byReview, token)).isEqualTo("token_revoked");
        }
    }

    @Test
    void aServiceAccountThatIsDeletedMeanwhileIsNotTakenForLong() throws IOException {
        cluster.api().account("billing", "sacked");
        String token = cluster.token("sacked");
        try (KubernetesDirectory directory = open(KubernetesMode.TOKEN_REVIEW)) {
            found(TestClusters.ask(directory, token));
            cluster.deleteAccount("sacked");

            await().atMost(TestCluster.REMEMBERED)
                    .until(() -> TestClusters.ask(directory, token) instanceof Rejected rejected
                            && rejected.detail().equals("token_revoked"));
        }
    }

    @Test
    void takesWhatIsSignedWithANewKeyAndNothingOfOneThatIsGone() throws IOException {
        try (KubernetesDirectory byKeys = open(KubernetesMode.JWKS);
                KubernetesDirectory byReview = open(KubernetesMode.TOKEN_REVIEW)) {
            String before = cluster.token("reporter");
            found(TestClusters.ask(byKeys, before));

            cluster.api().addKey();
            String after = cluster.token("reporter");
            found(TestClusters.ask(byKeys, after));
            found(TestClusters.ask(byKeys, before));
            found(TestClusters.ask(byReview, before));

            cluster.api().replaceKey();
            cluster.renew("");
            String last = cluster.token("reporter");
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(UndecidedException.class)
                    .until(() -> TestClusters.ask(byKeys, last) instanceof Found);
            found(TestClusters.ask(byReview, last));
            assertThat(detail(byReview, before)).isEqualTo("token_not_of_the_cluster");
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(UndecidedException.class)
                    .until(() -> detail(byKeys, before).equals("token_of_an_unknown_key"));
        }
    }

    @Test
    void decidesNothingWithoutAGoodTokenOfOurOwnAndFollowsItsFile() throws IOException {
        cluster.renewUntilRevoked("mark");
        String token = cluster.token("reporter");
        try (KubernetesDirectory directory = open(KubernetesMode.TOKEN_REVIEW)) {
            found(TestClusters.ask(directory, token));

            cluster.revoke("mark");
            assertThatThrownBy(() -> TestClusters.ask(directory, token))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("refuses our own token");
            assertThatThrownBy(() -> directory.probe().block(PATIENCE)).isInstanceOf(UndecidedException.class);

            String unused = cluster.renew("");
            found(TestClusters.ask(directory, token));
            directory.probe().block(PATIENCE);
        }
    }

    @Test
    void saysWhichRoleIsMissing() throws IOException {
        Files.writeString(cluster.folder().resolve("unbound"), cluster.api().token("billing", "reporter", "", ""));
        String yaml = cluster.yaml(KubernetesMode.TOKEN_REVIEW, null)
                .replace(
                        cluster.own().toString(),
                        cluster.folder().resolve("unbound").toString());
        try (KubernetesDirectory directory = TestClusters.open(cluster.folder(), yaml)) {
            assertThatThrownBy(() -> directory.probe().block(PATIENCE))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("system:auth-delegator");
        }
    }
}
