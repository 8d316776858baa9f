package io.gatehouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Secret;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** The files of the page, as the listener for admin requests serves them. */
@Timeout(60)
class StaticPagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpSettings ANY_PORT = new HttpSettings("127.0.0.1", 0);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpEndpoint endpoint = Objects.requireNonNull(HttpEndpoint.startAdmin(
                    ANY_PORT,
                    new AdminAccess(
                            new AdminSettings(Secret.of("0123456789abcdef"), ANY_PORT, List.of()),
                            List.of(AdminRoute.reading("/-/search", Set.of("user"), query -> Mono.empty()))))
            .block(PATIENCE));

    @AfterEach
    void stop() {
        endpoint.stop().block(PATIENCE);
    }

    @Test
    void servesThePageWithoutATokenAndOnlyOnce() throws Exception {
        HttpResponse<String> page = get("/");
        String etag = page.headers().firstValue("etag").orElseThrow();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().allValues("cache-control")).containsExactly("no-cache");
        assertThat(page.headers().allValues("x-content-type-options")).containsExactly("nosniff");
        assertThat(page.headers().allValues("referrer-policy")).containsExactly("no-referrer");
        assertThat(page.headers().allValues("content-security-policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; ");
        for (String known : List.of(etag, "\"x\", W/" + etag, "*")) {
            HttpResponse<String> again = get("/", "If-None-Match", known);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
        assertThat(get("/", "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
        assertThat(get("/page.css").headers().firstValue("content-type")).hasValue("text/css; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html",
                "/../page.css",
                "/./page.css",
                "//page.css",
                "/%70age.css",
                "/page.css/..",
                "/page.css%00.html",
                "/..%2f..%2fetc/passwd",
                "/..\\page.css",
                "http://127.0.0.1/page.css",
                "page.css",
                "*"
            })
    void servesNoOtherFileHoweverItIsAskedFor(String target) throws Exception {
        assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.1 40[04].*")
                .doesNotContain("color-scheme", "root:");
    }

    @Test
    void theRequestLineMayNameAnyUser() throws Exception {
        assertThat(raw("GET /-/search?user=" + "%E6%BC%A2".repeat(256)
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /-/search?user=" + "%E6%BC%A2".repeat(512) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + endpoint.address().address() + path))
                .timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(endpoint.address().host(), endpoint.address().port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
