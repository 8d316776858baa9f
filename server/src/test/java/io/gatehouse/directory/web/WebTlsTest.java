package io.gatehouse.directory.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.web.WebException.Cause;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import io.gatehouse.tls.TlsSettings;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

@Timeout(60)
class WebTlsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final CertificateAuthority CA = CertificateAuthority.root("CA");

    @TempDir
    private static Path dir;

    private static Path ca;

    @BeforeAll
    static void write() throws Exception {
        ca = Files.writeString(dir.resolve("ca.pem"), CA.pem());
        CA.issue(CertificateRequest.of("gatehouse")).write(dir, "client");
    }

    private static IssuedCertificate loopback() {
        return CA.issue(CertificateRequest.of("server").loopback());
    }

    private static DisposableServer serve(IssuedCertificate certificate, ClientAuth clients) throws Exception {
        SslContext tls = SslContextBuilder.forServer(certificate.keys())
                .trustManager(CA.certificate())
                .clientAuth(clients)
                .build();
        return HttpServer.create()
                .host("127.0.0.1")
                .secure(spec -> spec.sslContext(tls))
                .handle((in, out) -> out.sendString(Mono.just("hello")))
                .bindNow();
    }

    private static TlsSettings trusting(@Nullable String serverName) {
        return new TlsSettings(ca, null, null, serverName, false);
    }

    private static WebAnswer ask(DisposableServer server, TlsSettings tls) throws Exception {
        return ask("https://127.0.0.1:" + server.port() + "/", tls);
    }

    private static WebAnswer ask(String url, TlsSettings tls) throws Exception {
        try (WebClient client =
                WebClient.of(new WebSettings("users", "directories.users", tls, 1, TIMEOUT, 64 * 1024))) {
            return Objects.requireNonNull(
                    client.send(WebUrl.parse(url), WebRequest.get(List.of()), System.nanoTime() + TIMEOUT.toNanos())
                            .block());
        }
    }

    private static WebException failure(DisposableServer server, TlsSettings tls) {
        WebException failure = catchThrowableOfType(WebException.class, () -> ask(server, tls));
        assertThat(failure.kind()).isEqualTo(Cause.TLS);
        return failure;
    }

    @Test
    void talksToWhoHasACertificateForTheHost() throws Exception {
        DisposableServer server = serve(loopback(), ClientAuth.NONE);
        assertThat(ask(server, trusting(null)).status()).isEqualTo(200);
        server.disposeNow();
    }

    @Test
    void aCertificateForAnotherNameIsNotTaken() throws Exception {
        IssuedCertificate other = CA.issue(CertificateRequest.of("127.0.0.1").dns("users.example.com"));
        DisposableServer server = serve(other, ClientAuth.NONE);
        assertThat(failure(server, trusting(null)))
                .hasMessageContaining("not for 127.0.0.1, but for users.example.com")
                .hasMessageContaining("directories.users.tls.server_name");
        assertThat(ask(server, trusting("users.example.com")).status()).isEqualTo(200);
        server.disposeNow();
    }

    /** That the host's own name is in it does not help where another is asked for. */
    @Test
    void theConfiguredNameIsTheOneThatCounts() throws Exception {
        DisposableServer server = serve(loopback(), ClientAuth.NONE);
        assertThat(failure(server, trusting("users.example.com"))).hasMessageContaining("not for users.example.com");
        server.disposeNow();
    }

    @Test
    void aCertificateThatHasEndedIsNotTaken() throws Exception {
        Instant ended = Instant.now().minusSeconds(60);
        DisposableServer server =
                serve(CA.issue(CertificateRequest.of("server").loopback().until(ended)), ClientAuth.NONE);
        assertThat(failure(server, trusting(null))).hasMessageContaining("ended at");
        server.disposeNow();
    }

    @Test
    void aCertificateOfAnotherCaIsNotTaken() throws Exception {
        DisposableServer server = serve(loopback(), ClientAuth.NONE);
        assertThat(failure(server, TlsSettings.DEFAULT)).hasMessageContaining("set directories.users.tls.ca");
        server.disposeNow();
    }

    @Test
    void showsItsOwnCertificate() throws Exception {
        DisposableServer server = serve(loopback(), ClientAuth.REQUIRE);
        TlsSettings own = new TlsSettings(ca, dir.resolve("client.pem"), dir.resolve("client.key"), null, false);
        assertThat(ask(server, own).status()).isEqualTo(200);
        assertThat(failure(server, trusting(null))).hasMessageContaining("did not agree on TLS");
        server.disposeNow();
    }

    /** As it is renewed while the service runs. */
    @Test
    void takesFilesThatHaveChanged() throws Exception {
        Path own = Files.createDirectory(dir.resolve("renewed"));
        CertificateAuthority former = CertificateAuthority.root("Former");
        former.issue(CertificateRequest.of("gatehouse")).write(own, "client");
        TlsSettings tls = new TlsSettings(ca, own.resolve("client.pem"), own.resolve("client.key"), null, false);
        DisposableServer server = serve(loopback(), ClientAuth.REQUIRE);
        WebUrl url = WebUrl.parse("https://127.0.0.1:" + server.port() + "/");
        WebSettings settings = new WebSettings("users", "directories.users", tls, 1, TIMEOUT, 64 * 1024);
        try (WebClient client = WebClient.of(settings, Duration.ofMillis(10))) {
            assertThat(isAnswered(client, url)).isFalse();
            Files.writeString(own.resolve("client.key"), "half written");
            await().during(Duration.ofMillis(200)).until(() -> !isAnswered(client, url));
            CA.issue(CertificateRequest.of("gatehouse")).write(own, "client");
            await().until(() -> isAnswered(client, url));
        }
        server.disposeNow();
    }

    private static boolean isAnswered(WebClient client, WebUrl url) {
        return client.send(url, WebRequest.get(List.of()), System.nanoTime() + TIMEOUT.toNanos())
                .thenReturn(true)
                .onErrorReturn(false)
                .blockOptional()
                .orElse(false);
    }

    @Test
    void aServerWithoutTlsIsToldAsSuch() throws Exception {
        try (RawServer plain = RawServer.start(socket -> socket.getOutputStream()
                .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))) {
            WebException failure = catchThrowableOfType(
                    WebException.class,
                    () -> ask("https://127.0.0.1:" + plain.url().port() + "/", trusting(null)));
            assertThat(failure).hasMessageContaining("does not speak TLS");
        }
    }
}
