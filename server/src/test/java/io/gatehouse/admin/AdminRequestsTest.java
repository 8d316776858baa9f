package io.gatehouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Secret;
import io.gatehouse.metrics.BuildInfo;
import io.gatehouse.metrics.Metrics;
import io.gatehouse.metrics.SampleQueues;
import io.gatehouse.metrics.ServiceCounters;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Requests as they are on the wire, to routes that only who has the token may take. */
@Timeout(60)
class AdminRequestsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpSettings ANY_PORT = new HttpSettings("127.0.0.1", 0);
    private static final String TOKEN = "0123456789abcdef";
    private static final String BEARER = "Authorization: Bearer " + TOKEN + "\r\n";

    private final AtomicInteger done = new AtomicInteger();
    private final List<AdminRoute> routes = List.of(
            new AdminRoute("POST", "/-/act", 0, body -> {
                int number = done.incrementAndGet();
                return Mono.just(new AdminReply(200, "{\"number\":" + number + "}"));
            }),
            new AdminRoute(
                    "POST",
                    "/-/echo",
                    8,
                    body -> Mono.just(new AdminReply(200, "\"" + new String(body, StandardCharsets.UTF_8) + "\""))),
            AdminRoute.reading(
                    "/-/show",
                    Set.of("name"),
                    query -> Mono.just(new AdminReply(200, "{\"name\":\"" + query.get("name") + "\"}"))),
            new AdminRoute("POST", "/-/fail", 0, body -> {
                throw new IllegalStateException("a secret");
            }));
    private final Health health = new Health();
    private final Metrics metrics = new Metrics(
            new ServiceCounters(),
            SampleQueues.requests(0),
            SampleQueues.state(),
            () -> new BuildInfo("1.2.3", "test", "one"));
    private @Nullable HttpEndpoints endpoints;

    private void serve(@Nullable String token, String... hosts) {
        AdminSettings settings = new AdminSettings(token == null ? null : Secret.of(token), ANY_PORT, List.of(hosts));
        endpoints = HttpEndpoints.start(ANY_PORT, health, metrics, new AdminAccess(settings, routes))
                .block(PATIENCE);
    }

    @AfterEach
    void stop() {
        if (endpoints != null) {
            endpoints.stop().block(PATIENCE);
        }
        metrics.close();
    }

    /** Where metrics and health are served. */
    private HttpSettings open() {
        return Objects.requireNonNull(Objects.requireNonNull(endpoints).address());
    }

    private HttpSettings own() {
        return Objects.requireNonNull(Objects.requireNonNull(endpoints).adminAddress());
    }

    private static String send(HttpSettings to, String request) throws IOException {
        try (Socket socket = new Socket(to.host(), to.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String post(String path, String headers) throws IOException {
        return post(path, headers, "");
    }

    private String post(String path, String headers, String body) throws IOException {
        return send(own(), "POST " + path + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n" + body);
    }

    private static void assertStatus(String answer, int status, String says) {
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains(says);
    }

    @Test
    void whoHasTheTokenIsAnswered() throws IOException {
        serve(TOKEN);

        assertStatus(post("/-/act", "Host: 127.0.0.1\r\n" + BEARER), 200, "{\"number\":1}");
        assertStatus(post("/-/act", "Host: localhost:1\r\nauthorization: bearer " + TOKEN + "\r\n"), 200, "2}");
        assertThat(done).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer 0123456789abcdeF\r\n",
                "Authorization: Bearer 0123456789abcde\r\n",
                "Authorization: Bearer 0123456789abcdef0\r\n",
                "Authorization: Bearer \r\n",
                "Authorization: Basic 0123456789abcdef\r\n",
                "Authorization: 0123456789abcdef\r\n",
                "Authorization: Bearer wrong\r\nAuthorization: Bearer 0123456789abcdef\r\n",
                "Cookie: token=0123456789abcdef\r\n"
            })
    void nobodyElseIs(String headers) throws IOException {
        serve(TOKEN);

        String answer = post("/-/act", "Host: 127.0.0.1\r\n" + headers);
        assertStatus(answer, 401, "http.admin_token");
        assertThat(answer).containsIgnoringCase("www-authenticate: Bearer").doesNotContain(TOKEN);
        assertStatus(post("/-/act?token=" + TOKEN, "Host: 127.0.0.1\r\n" + headers), 401, "");
        assertThat(done).hasValue(0);
    }

    @Test
    void withoutATokenNobodyListensForThemAndTheTextSaysWhichKeyToSet() throws IOException {
        serve((String) null);

        assertThat(Objects.requireNonNull(endpoints).adminAddress()).isNull();
        assertStatus(
                send(open(), "POST /-/act HTTP/1.1\r\nConnection: close\r\nHost: 127.0.0.1\r\n" + BEARER + "\r\n"),
                404,
                "http.admin_listen, if http.admin_token_file or http.admin_token was set at startup");
        assertThat(done).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example.com\r\n",
                "Host: 127.0.0.1.evil.example.com\r\n",
                "Host: localhost.evil.example.com:80\r\n",
                "Host: 127.0.0.1\r\nHost: evil.example.com\r\n",
                "Host: \r\n",
                ""
            })
    void aRequestForAnotherHostIsRefused(String host) throws IOException {
        serve(TOKEN);

        assertThat(post("/-/act", host + BEARER)).matches("(?s)HTTP/1.1 40[03].*");
        assertThat(done).hasValue(0);
    }

    @Test
    void namesThatAreConfiguredAreExpected() throws IOException {
        serve(TOKEN, "gate.example.com");

        assertStatus(post("/-/act", "Host: GATE.example.com:9464\r\n" + BEARER), 200, "");
        assertStatus(post("/-/act", "Host: [::1]:9464\r\n" + BEARER), 200, "");
        assertStatus(post("/-/act", "Host: other.example.com\r\n" + BEARER), 403, "http.admin_hosts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example.com",
                "null",
                "http://127.0.0.1:1",
                "https://localhost",
                "http://127.0.0.1.x"
            })
    void aPageOfAnotherOriginIsRefused(String origin) throws IOException {
        serve(TOKEN);

        assertStatus(post("/-/act", "Host: 127.0.0.1:9464\r\nOrigin: " + origin + "\r\n" + BEARER), 403, "origin");
        assertThat(done).hasValue(0);
    }

    @Test
    void aPageOfOurOwnIsNot() throws IOException {
        serve(TOKEN);

        assertStatus(post("/-/act", "Host: 127.0.0.1:9464\r\nOrigin: http://127.0.0.1:9464\r\n" + BEARER), 200, "");
    }

    @Test
    void aRouteHasOneMethodWhichOnlyWhoHasTheTokenIsTold() throws IOException {
        serve(TOKEN);
        String get = "GET /-/act HTTP/1.1\r\nConnection: close\r\nHost: 127.0.0.1\r\n";

        assertStatus(send(own(), get + "\r\n"), 401, "");
        String answer = send(own(), get + BEARER + "\r\n");
        assertStatus(answer, 405, "Only POST.");
        assertThat(answer).containsIgnoringCase("allow: POST");
        assertThat(done).hasValue(0);
    }

    private String show(String method, String query) throws IOException {
        return send(
                own(),
                method + " /-/show" + query + " HTTP/1.1\r\nConnection: close\r\nHost: 127.0.0.1\r\n" + BEARER
                        + "\r\n");
    }

    @Test
    void aRouteThatShowsSomethingTakesTheParametersThatItKnows() throws IOException {
        serve(TOKEN);

        assertStatus(show("GET", ""), 200, "{\"name\":\"null\"}");
        assertStatus(show("GET", "?"), 200, "{\"name\":\"null\"}");
        assertStatus(show("GET", "?name=j%C3%BCrg+a%26b"), 200, "{\"name\":\"jürg a&b\"}");
        assertThat(show("GET", "?name=%zz")).startsWith("HTTP/1.1 400");
        assertThat(show("HEAD", "?name=nina")).startsWith("HTTP/1.1 200").doesNotContain("nina");
        String answer = show("POST", "");
        assertStatus(answer, 405, "Only GET and HEAD.");
        assertThat(answer).containsIgnoringCase("allow: GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?token=0123456789abcdef",
                "?name=nina&token=0123456789abcdef",
                "?access_token=0123456789abcdef",
                "?name=nina&name=otto",
                "?name",
                "?NAME=nina",
                "?name=nina&"
            })
    void anyOtherQueryIsRefused(String query) throws IOException {
        serve(TOKEN);

        String answer = show("GET", query);
        assertStatus(answer, 400, "Authorization: Bearer TOKEN");
        assertThat(answer).doesNotContain("0123456789abcdef");
        assertStatus(post("/-/act" + query, "Host: 127.0.0.1\r\n" + BEARER), 400, "");
        assertThat(done).hasValue(0);
    }

    @Test
    void healthAndMetricsWantNoToken() throws IOException {
        serve(TOKEN);

        assertStatus(send(open(), "GET /livez HTTP/1.1\r\nConnection: close\r\nHost: evil\r\n\r\n"), 200, "live");
    }

    @Test
    void bodiesAreBounded() throws IOException {
        serve(TOKEN);
        String head = "Host: 127.0.0.1\r\n" + BEARER;

        assertStatus(post("/-/echo", head + "Content-Length: 8\r\n", "12345678"), 200, "\"12345678\"");
        assertStatus(post("/-/echo", head, ""), 200, "\"\"");
        assertStatus(post("/-/echo", head + "Content-Length: 9\r\n", "123456789"), 413, "may have 8 bytes");
        assertStatus(post("/-/echo", head + "Content-Length: 99999999999\r\n", "1"), 413, "may have 8 bytes");
        assertStatus(
                post("/-/echo", head + "Transfer-Encoding: chunked\r\n", "6\r\n123456\r\n6\r\n123456\r\n0\r\n\r\n"),
                413,
                "may have 8 bytes");
        assertStatus(post("/-/act", head + "Content-Length: 1\r\n", "1"), 413, "no body");
        assertThat(done).hasValue(0);
    }

    @Test
    void aMistakeTellsNothing() throws IOException {
        serve(TOKEN);

        String answer = post("/-/fail", "Host: 127.0.0.1\r\n" + BEARER);
        assertStatus(answer, 500, "the log says more");
        assertThat(answer).doesNotContain("a secret");
    }

    @Test
    void onlySoManyAreDoneInASecondAndWrongTokensUpNone() throws IOException {
        serve(TOKEN);
        for (int i = 0; i < 30; i++) {
            assertStatus(post("/-/act", "Host: 127.0.0.1\r\nAuthorization: Bearer guess\r\n"), 401, "");
        }
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            refused += post("/-/act", "Host: 127.0.0.1\r\n" + BEARER).startsWith("HTTP/1.1 429") ? 1 : 0;
        }
        assertThat(done.get()).isGreaterThanOrEqualTo(10);
        assertThat(done.get() + refused).isEqualTo(40);
    }

    @Test
    void openPagesLeaveOthersWhatTheyMayDo() throws IOException {
        AdminSettings settings = new AdminSettings(Secret.of(TOKEN), ANY_PORT, List.of());
        List<AdminRoute> all = List.of(
                routes.get(0),
                AdminRoute.reading("/-/page", Set.of(), query -> Mono.just(new AdminReply(200, "{}")))
                        .whichIsPolled());
        endpoints = HttpEndpoints.start(
                        ANY_PORT, health, metrics, new AdminAccess(settings, all, (method, path, from, status) -> {}))
                .block(PATIENCE);
        String poll = "GET /-/page HTTP/1.1\r\nConnection: close\r\nHost: 127.0.0.1\r\n" + BEARER + "\r\n";
        for (int i = 0; !send(own(), poll).startsWith("HTTP/1.1 429"); i++) {
            assertThat(i).isLessThan(10_000);
        }

        assertStatus(post("/-/act", "Host: 127.0.0.1\r\n" + BEARER), 200, "");
    }

    @Test
    void theirListenerServesThemAloneAndTheOtherOneNothingOfThem() throws IOException {
        serve(TOKEN);
        HttpSettings own = own();
        String request = " HTTP/1.1\r\nConnection: close\r\nHost: 127.0.0.1\r\n" + BEARER + "\r\n";

        assertStatus(send(own, "POST /-/act" + request), 200, "");
        for (String path : List.of("/metrics", "/livez", "/readyz", "/nothing")) {
            assertStatus(send(own, "GET " + path + request), 404, "admin requests only");
        }
        assertStatus(send(own, "GET /" + request), 200, "/page.js");
        assertStatus(send(own, "GET /page.css" + request), 200, "color-scheme");
        assertStatus(send(open(), "GET /" + request), 200, "<li><a href=\"/metrics\">");
        assertThat(send(open(), "GET /" + request)).doesNotContain("/page.js");
        assertStatus(send(open(), "GET /page.js" + request), 404, "There is /metrics");
        assertStatus(send(open(), "POST /-/act" + request), 404, "http.admin_listen");
        assertStatus(send(open(), "GET /livez" + request), 200, "");
        assertThat(done).hasValue(1);
    }

    @Test
    void eachIsToldOfOnceAndThoseOfAPageOnceAMinute() throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        AdminSettings settings = new AdminSettings(Secret.of(TOKEN), ANY_PORT, List.of());
        List<AdminRoute> all = List.of(
                routes.get(0),
                AdminRoute.reading("/-/page", Set.of(), query -> Mono.just(new AdminReply(200, "{}")))
                        .whichIsPolled());
        AdminListener listener = (method, path, from, status) -> told.add(method + path + " " + from + " " + status);
        endpoints = HttpEndpoints.start(ANY_PORT, health, metrics, new AdminAccess(settings, all, listener))
                .block(PATIENCE);
        String head = " HTTP/1.1\r\nConnection: close\r\nHost: 127.0.0.1\r\n";

        for (int i = 0; i < 3; i++) {
            assertStatus(send(own(), "GET /-/page" + head + BEARER + "\r\n"), 200, "{}");
        }
        assertStatus(post("/-/act", "Host: 127.0.0.1\r\n" + BEARER), 200, "");
        assertStatus(post("/-/act", "Host: 127.0.0.1\r\n" + BEARER), 200, "");
        assertStatus(send(own(), "GET /-/page?token=" + TOKEN + head + "\r\n"), 401, "");
        assertStatus(send(own(), "GET /" + head + "\r\n"), 200, "");
        assertStatus(send(open(), "GET /livez" + head + "\r\n"), 200, "");

        assertThat(told)
                .containsExactly(
                        "GET/-/page 127.0.0.1 200",
                        "POST/-/act 127.0.0.1 200",
                        "POST/-/act 127.0.0.1 200",
                        "GET/-/page 127.0.0.1 401");
    }

    @Test
    void theRateIsThatOfAFullSecond() {
        long[] now = {0};
        RequestRate rate = new RequestRate(3, () -> now[0]);
        assertThat(List.of(rate.take(), rate.take(), rate.take(), rate.take()))
                .containsExactly(true, true, true, false);
        now[0] += 333_333_333;
        assertThat(rate.take()).isTrue();
        assertThat(rate.take()).isFalse();
        now[0] += 10_000_000_000L;
        assertThat(List.of(rate.take(), rate.take(), rate.take(), rate.take()))
                .containsExactly(true, true, true, false);
    }
}
