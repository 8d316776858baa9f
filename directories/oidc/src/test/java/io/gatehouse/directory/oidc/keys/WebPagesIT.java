package io.gatehouse.directory.oidc.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider's server may answer, by real HTTP. */
class WebPagesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private WebPages pages;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.start();
        pages = WebPages.of("sso", "directories.sso.issuer", TlsSettings.DEFAULT, Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        pages.close();
        server.stop(0);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(int status, byte[] body) {
        server.createContext("/jwks", exchange -> answer(exchange, status, body));
    }

    private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        asked.incrementAndGet();
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private byte[] get() {
        return Objects.requireNonNull(pages.get(url("/jwks")).block(PATIENCE));
    }

    @Test
    void getsAPage() {
        answer(200, "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(get()).asString().isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 302, 401, 403, 404, 429, 500, 503})
    void takesNoOtherAnswer(int status) {
        answer(status, new byte[0]);

        assertThatThrownBy(this::get)
                .isInstanceOf(UndecidedException.class)
                .hasMessage(url("/jwks") + " answered with HTTP status " + status);
        assertThat(asked).as("no redirect is followed").hasValue(1);
    }

    @Test
    void takesNoPageThatIsTooLarge() {
        answer(200, new byte[10 * 1024 * 1024]);

        assertThatThrownBy(this::get).isInstanceOf(UndecidedException.class).hasMessageContaining("1048576 bytes");
    }

    @Test
    void doesNotWaitForAPageThatDoesNotEnd() {
        CountDownLatch closed = new CountDownLatch(1);
        server.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (WebPages hasty =
                WebPages.of("sso", "directories.sso.issuer", TlsSettings.DEFAULT, Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> hasty.get(url("/jwks")).block(PATIENCE))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("no answer in time");
        } finally {
            closed.countDown();
        }
    }

    /** The keys decide who gets in, so that whom they are from is verified by the configured authority alone. */
    @Test
    void asksNobodyWhoIsNotTheProvider(@TempDir Path folder) throws Exception {
        CertificateAuthority authority = CertificateAuthority.root("providers");
        CertificateAuthority stranger = CertificateAuthority.root("providers");
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        https.setHttpsConfigurator(new HttpsConfigurator(
                authority.issue(CertificateRequest.of("server").loopback()).context()));
        https.createContext("/jwks", exchange -> answer(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8)));
        https.start();
        URI url = URI.create("https://127.0.0.1:" + https.getAddress().getPort() + "/jwks");
        Path trusted = Files.writeString(folder.resolve("ca.pem"), authority.pem());
        Path other = Files.writeString(folder.resolve("other.pem"), stranger.pem());
        try (WebPages ours = open(trusted);
                WebPages theirs = open(other)) {
            assertThat(ours.get(url).block(PATIENCE)).asString().isEqualTo("{}");
            assertThatThrownBy(() -> theirs.get(url).block(PATIENCE))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("is not trusted");
        } finally {
            https.stop(0);
        }
    }

    private static WebPages open(Path ca) {
        TlsSettings tls = new TlsSettings(ca, null, null, null, false);
        return WebPages.of("sso", "directories.sso.issuer", tls, Duration.ofSeconds(5));
    }
}
