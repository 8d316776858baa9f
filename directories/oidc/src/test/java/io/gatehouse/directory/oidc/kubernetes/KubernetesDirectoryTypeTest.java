package io.gatehouse.directory.oidc.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.Values;
import io.gatehouse.testbed.pki.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the configuration may say of a cluster, and what a pod is given. */
class KubernetesDirectoryTypeTest {
    private static final String AUDIENCES = "audiences: nats";

    @TempDir
    private Path folder;

    private PodEnvironment pod;

    @BeforeEach
    void mount() throws IOException {
        Path given = Files.createDirectory(folder.resolve("serviceaccount"));
        Files.writeString(given.resolve("token"), "own-token");
        Files.writeString(
                given.resolve("ca.crt"), CertificateAuthority.root("cluster").pem());
        pod = new PodEnvironment("10.96.0.1", "443", given);
    }

    private KubernetesSettings inPod(String... yaml) {
        return TestClusters.settings(folder, pod, yaml);
    }

    private KubernetesSettings outside(String... yaml) {
        return TestClusters.settings(folder, TestClusters.NO_POD, yaml);
    }

    @Test
    void aPodNeedsLittle() {
        KubernetesSettings settings = inPod(AUDIENCES);

        assertThat(settings.mode()).isEqualTo(KubernetesMode.JWKS);
        assertThat(settings.apiServer().server()).isEqualTo("https://10.96.0.1:443");
        assertThat(settings.ownToken()).isEqualTo(pod.token());
        assertThat(settings.web().tls().ca()).isEqualTo(pod.authority());
        assertThat(settings.issuers()).isEmpty();
        assertThat(settings.takes("any")).isTrue();
        assertThat(settings.naming()).isEqualTo(AccountNaming.FULL);
        assertThat(settings.token().audiences()).containsExactly("nats");
        assertThat(new KubernetesDirectoryType(pod).decisiveFiles(TestClusters.values(folder, pod, AUDIENCES)))
                .containsExactly(pod.authority());
    }

    @Test
    void anAddressOfAPodMayBeOfIpv6() {
        pod = new PodEnvironment("fd00::1", null, pod.folder());

        assertThat(inPod(AUDIENCES).apiServer().server()).isEqualTo("https://[fd00::1]:443");
    }

    @Test
    void allOfIt() throws IOException {
        Files.writeString(folder.resolve("own"), "another\n");
        KubernetesSettings settings = outside(
                "mode: token_review",
                "audiences: [nats, bus]",
                "namespaces: [billing, 'team-*']",
                "username: short",
                "user: pod",
                "api_server: https://k8s.example.com:6443/clusters/one",
                "token_file: own",
                "issuers: [https://a.example.com, https://b.example.com]",
                "review_ttl: 1m",
                "timeout: 1s",
                "pool_size: 8",
                "tls: {ca: serviceaccount/ca.crt, server_name: kubernetes}");

        assertThat(settings.mode()).isEqualTo(KubernetesMode.TOKEN_REVIEW);
        assertThat(settings.apiServer().target()).isEqualTo("/clusters/one");
        assertThat(settings.ownToken()).isEqualTo(folder.resolve("own"));
        assertThat(settings.issuers()).containsExactlyInAnyOrder("https://a.example.com", "https://b.example.com");
        assertThat(settings.takes("team-a")).isTrue();
        assertThat(settings.takes("billing")).isTrue();
        assertThat(settings.takes("billing-2")).isFalse();
        assertThat(settings.naming()).isEqualTo(AccountNaming.SHORT);
        assertThat(settings.user()).isEqualTo("pod");
        assertThat(settings.reviewTtl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.web().poolSize()).isEqualTo(8);
        assertThat(settings.web().timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.web().tls().serverName()).isEqualTo("kubernetes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8001", "http://127.0.0.1:8001", "http://[::1]:8001", "https://[fd00::1]"})
    void anAddressOfThisMachineNeedsNoTls(String server) {
        assertThat(outside(AUDIENCES, "api_server: '" + server + "'")
                        .apiServer()
                        .server())
                .startsWith(server);
    }

    /** Our token is for the cluster that gave it, and another one's authority says nothing of ours. */
    @Test
    void anotherServerGetsNothingOfThePods() {
        KubernetesSettings settings = inPod(AUDIENCES, "api_server: https://other.example.com");

        assertThat(settings.ownToken()).isNull();
        assertThat(settings.web().tls().ca()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: jwks | audiences",
                "audiences: nats | api_server",
                "{audiences: nats, api_server: 'http://k8s.example.com'} | must be https",
                "{audiences: nats, api_server: 'http://kube.localhost'} | must be https",
                "{audiences: nats, api_server: 'http://127.0.0.2:8080'} | must be https",
                "{audiences: nats, api_server: 'https://a.example.com/?x=y'} | has a query",
                "{audiences: nats, api_server: 'https://u:p@a.example.com'} | user or a password",
                "{audiences: nats, api_server: 'https://a.example.com', mode: token_review} | token_file",
                "{audiences: nats, api_server: 'https://a.example.com', token_file: none} | no such file",
                "{audiences: nats, api_server: 'https://a.example.com', review_ttl: 1s} | is for mode token_review",
                "{audiences: nats, api_server: 'https://a.example.com', pool_size: 2} | is for mode token_review",
                "{audiences: nats, api_server: 'https://a.example.com', refresh_interval: 1h, keys_max_age: 1m} | times without keys",
                "{audiences: nats, api_server: 'http://127.0.0.1:1', tls: {server_name: a}} | is for https://",
                "{audiences: nats, mode: any} | is unknown"
            })
    void refusesWhatCannotBeMeant(String yaml, String words) {
        assertThatThrownBy(() -> outside(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({"refresh_interval, 1m", "keys_max_age, 1h"})
    void aReviewHasNoKeys(String key, String value) {
        assertThatThrownBy(() -> inPod(AUDIENCES, "mode: token_review", key + ": " + value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is for mode jwks");
    }

    @Test
    void saysWhatAPodWasNotGiven() throws IOException {
        Files.delete(pod.token());
        Files.delete(pod.authority());

        assertThatThrownBy(() -> inPod(AUDIENCES))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("token_file")
                .hasMessageContaining("tls.ca");

        pod = new PodEnvironment("10.96.0.1", "none", pod.folder());
        assertThatThrownBy(() -> inPod(AUDIENCES))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("KUBERNETES_SERVICE_PORT");
    }

    @Test
    void warnsOfTokensThatTheApiServerTakesToo() {
        Values values = TestClusters.values(folder, pod, "audiences: [nats, 'https://kubernetes.default.svc']");

        assertThat(new KubernetesDirectoryType(pod).warnings("pods", values))
                .singleElement()
                .asString()
                .startsWith("audiences: https://kubernetes.default.svc is what API servers call themselves");
    }

    /** Whoever can read it could ask the API server in our place; of kubelet's links nobody can change that. */
    @Test
    void tellsOfASecretFileThatIsNoLink() throws IOException {
        Files.writeString(folder.resolve("own"), "another");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("own"));
        String server = "api_server: https://a.example.com";

        assertThat(TestClusters.values(folder, pod, AUDIENCES, server, "token_file: own")
                        .secrets())
                .hasSize(1);
        assertThat(TestClusters.values(folder, pod, AUDIENCES, server, "token_file: link")
                        .secrets())
                .isEmpty();
    }

    @Test
    void saysWhatItIs() {
        KubernetesDirectoryType type = new KubernetesDirectoryType();

        assertThat(type.type()).isEqualTo("kubernetes");
        assertThat(type.statesRights()).isFalse();
        assertThat(type.maybeStale()).isFalse();
        assertThat(type.takesLongCredentials()).isTrue();
    }
}
