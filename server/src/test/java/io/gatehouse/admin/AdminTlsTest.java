package io.gatehouse.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.Secret;
import io.gatehouse.metrics.BuildInfo;
import io.gatehouse.metrics.Metrics;
import io.gatehouse.metrics.SampleQueues;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import io.gatehouse.tls.ServerCertificate;
import io.gatehouse.tls.ServerFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** The listener for admin requests, with TLS. */
@Timeout(60)
class AdminTlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpSettings ANY_PORT = new HttpSettings("127.0.0.1", 0);
    private static final String TOKEN = "0123456789abcdef";
    private static final CertificateAuthority CA = CertificateAuthority.root("CA");

    @TempDir
    private Path dir;

    private final Metrics metrics = new Metrics(
            new ServiceCounters(),
            SampleQueues.requests(0),
            SampleQueues.state(),
            () -> new BuildInfo("1.2.3", "test", "one"));
    private @Nullable HttpEndpoints endpoints;

    @AfterEach
    void stop() {
        if (endpoints != null) {
            endpoints.stop().block(PATIENCE);
        }
        metrics.close();
    }

    private Certificate write() throws IOException {
        IssuedCertificate issued = CA.issue(CertificateRequest.of("gatehouse").loopback());
        issued.write(dir, "admin");
        return issued.certificate();
    }

    private void serve() {
        AdminSettings settings = new AdminSettings(
                Secret.of(TOKEN),
                ANY_PORT,
                new ServerFiles(dir.resolve("admin.pem"), dir.resolve("admin.key")),
                List.of());
        List<AdminRoute> routes =
                List.of(new AdminRoute("POST", "/-/act", 0, body -> Mono.just(new AdminReply(200, "{}"))));
        endpoints = HttpEndpoints.start(ANY_PORT, new Health(), metrics, new AdminAccess(settings, routes))
                .block(PATIENCE);
    }

    private HttpResponse<String> send(String scheme, String path, String... headers) throws Exception {
        HttpSettings at =
                Objects.requireNonNull(Objects.requireNonNull(endpoints).adminAddress());
        HttpClient client = HttpClient.newBuilder().sslContext(CA.trusting()).build();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + "://" + at.address() + path))
                .timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers).POST(HttpRequest.BodyPublishers.noBody());
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static Certificate shown(HttpResponse<String> answer) throws Exception {
        return answer.sslSession().orElseThrow().getPeerCertificates()[0];
    }

    @Test
    void saysWhyItCannotBeginAndWhatToDo() throws Exception {
        Certificate unused = write();
        Files.writeString(dir.resolve("admin.key"), "no key");

        assertThatThrownBy(this::serve)
                .isInstanceOf(HttpBindException.class)
                .hasMessageContaining("with TLS")
                .hasMessageContaining("admin.key")
                .hasMessageContaining("http.admin_tls");

        Files.delete(dir.resolve("admin.pem"));
        assertThatThrownBy(this::serve)
                .isInstanceOf(HttpBindException.class)
                .hasMessageContaining("admin.pem: no such file");
    }

    @Test
    void pageAndRequestsComeByTlsAlone() throws Exception {
        Certificate own = write();
        serve();

        HttpResponse<String> page = send("https", "/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(shown(page)).isEqualTo(own);
        HttpSettings at =
                Objects.requireNonNull(Objects.requireNonNull(endpoints).adminAddress());
        assertThat(send("https", "/-/act", "Authorization", "Bearer " + TOKEN, "Origin", "https://" + at.address())
                        .body())
                .isEqualTo("{}\n");
        assertThatThrownBy(() -> send("http", "/")).isInstanceOf(IOException.class);
    }

    @Test
    void filesThatAreExchangedAreTaken() throws Exception {
        Certificate first = write();
        serve();
        assertThat(shown(send("https", "/"))).isEqualTo(first);

        Certificate second = write();
        await().atMost(PATIENCE).until(() -> shown(send("https", "/")).equals(second));
    }

    @Test
    void whatCannotBeUsedChangesNothing() throws Exception {
        Certificate first = write();
        ServerFiles files = new ServerFiles(dir.resolve("admin.pem"), dir.resolve("admin.key"));
        ServerCertificate certificate = new ServerCertificate(files);
        String key = Files.readString(files.key());
        Files.writeString(files.key(), "no key");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(certificate::look)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("admin.key"));
        Files.writeString(files.key(), key);
        await().atMost(PATIENCE).until(certificate::look);
        assertThat(first).isNotNull();
    }
}
