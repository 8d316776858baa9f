package io.gatehouse.directory.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.web.WebException.Cause;
import io.gatehouse.testbed.KeptPort;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

@Timeout(60)
class WebClientTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int POOL = 2;
    private static final int MOST = 64 * 1024;
    private static final WebRequest GET = WebRequest.get(List.of());

    private static final NettyLeaks LEAKS = new NettyLeaks();

    private final AtomicInteger accepted = new AtomicInteger();
    private WebClient client;
    private DisposableServer server;

    @BeforeEach
    void start() throws IOException {
        client = WebClient.of(new WebSettings("users", "directories.users", TlsSettings.DEFAULT, POOL, TIMEOUT, MOST));
        server = HttpServer.create()
                .host("127.0.0.1")
                .doOnChannelInit((observer, channel, remote) -> accepted.incrementAndGet())
                .route(routes -> routes.get(
                                "/hello", (in, out) -> out.header("X-One", "1").sendString(Mono.just("hello")))
                        .post(
                                "/echo",
                                (in, out) -> out.header(
                                                "X-Seen", in.requestHeaders().get("X-Sent", ""))
                                        .send(in.receive().retain()))
                        .get("/redirect", (in, out) -> out.sendRedirect("/hello"))
                        .get("/wait", (in, out) -> out.sendString(Mono.never()))
                        .get(
                                "/large",
                                (in, out) -> out.sendString(
                                        Flux.just("x".repeat(1024)).repeat(10 * 1024))))
                .bindNow();
    }

    @AfterEach
    void stop() {
        client.close();
        server.disposeNow();
    }

    /** Once for all tests: it collects the whole heap several times. */
    @AfterAll
    static void noBufferIsLost() {
        LEAKS.assertNone();
        LEAKS.close();
    }

    private WebUrl url(String path) {
        return WebUrl.parse("http://127.0.0.1:" + server.port() + path);
    }

    private WebAnswer ask(WebUrl url, WebRequest request) {
        return Objects.requireNonNull(
                client.send(url, request, System.nanoTime() + TIMEOUT.toNanos()).block());
    }

    private WebException failure(WebUrl url, Duration left) {
        return catchThrowableOfType(
                WebException.class,
                () -> client.send(url, GET, System.nanoTime() + left.toNanos()).block());
    }

    @Test
    void answersAreWhole() {
        WebAnswer answer = ask(url("/hello"), GET);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-one")).isEqualTo("1");
        assertThat(answer.body()).asString(UTF_8).isEqualTo("hello");
    }

    @Test
    void sendsHeadersAndABody() {
        WebRequest request =
                WebRequest.post(List.of(new WebRequest.Header("X-Sent", "yes")), "text/plain", "grüße".getBytes(UTF_8));
        WebAnswer answer = ask(url("/echo"), request);
        assertThat(answer.header("X-Seen")).isEqualTo("yes");
        assertThat(answer.body()).asString(UTF_8).isEqualTo("grüße");
    }

    @Test
    void connectionsAreUsedAgain() {
        for (int i = 0; i < 20; i++) {
            ask(url("/hello"), GET);
        }
        assertThat(accepted).hasValueBetween(1, POOL);
    }

    @Test
    void opensNoMoreConnectionsThanThePoolHas() {
        List<WebAnswer> answers = Flux.range(0, 200)
                .flatMap(i -> client.send(url("/hello"), GET, System.nanoTime() + TIMEOUT.toNanos()), 200)
                .collectList()
                .block();
        assertThat(answers).hasSize(200);
        assertThat(client.connections()).isBetween(1, POOL);
    }

    @Test
    void followsNoRedirect() {
        assertThat(ask(url("/redirect"), GET).status()).isEqualTo(302);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotReadToItsEnd() {
        WebException failure = failure(url("/large"), TIMEOUT);
        assertThat(failure.kind()).isEqualTo(Cause.TOO_LARGE);
        await().until(() -> client.connections() == 0);
    }

    @Test
    void whatIsLateIsCancelledAndItsConnectionClosed() {
        long begin = System.nanoTime();
        assertThat(failure(url("/wait"), Duration.ofMillis(200)).kind()).isEqualTo(Cause.LATE);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT);
        await().until(() -> client.connections() == 0);
    }

    @Test
    void aRequestThatNobodyWaitsForClosesItsConnection() {
        Disposable waiting = client.send(url("/wait"), GET, System.nanoTime() + TIMEOUT.toNanos())
                .subscribe();
        await().until(() -> client.connections() == 1);
        waiting.dispose();
        await().until(() -> client.connections() == 0);
    }

    @Test
    void nothingIsSentAfterTheDeadline() throws Exception {
        try (RawServer other = RawServer.answering("")) {
            assertThat(failure(other.url(), Duration.ofNanos(-1)).kind()).isEqualTo(Cause.LATE);
            assertThat(other.accepted()).isZero();
        }
    }

    /** A byte now and then is a sign of life, and no answer. */
    @Test
    void aSlowDripEndsAtTheDeadline() throws Exception {
        RawServer.Behavior drip = socket -> {
            RawServer.request(socket);
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(UTF_8));
            while (!socket.isClosed()) {
                out.write('x');
                out.flush();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        };
        try (RawServer other = RawServer.start(drip)) {
            assertThat(failure(other.url(), Duration.ofMillis(300)).kind()).isEqualTo(Cause.LATE);
        }
    }

    @Test
    void aRefusedConnectionIsToldAsSuch() throws Exception {
        int port = KeptPort.free();
        WebException failure = failure(WebUrl.parse("http://127.0.0.1:" + port + "/?key=canary"), TIMEOUT);
        assertThat(failure.kind()).isEqualTo(Cause.UNREACHABLE);
        assertThat(failure).hasMessage("http://127.0.0.1:" + port + " cannot be reached: the connection was refused");
    }

    @Test
    void aNameWithoutAnAddressIsToldAsSuch() {
        WebException failure = failure(WebUrl.parse("http://users.invalid/"), Duration.ofSeconds(3));
        assertThat(failure.kind()).isIn(Cause.UNREACHABLE, Cause.LATE);
    }

    @Test
    void resolvesNames() {
        assertThat(ask(WebUrl.parse("http://localhost:" + server.port() + "/hello"), GET)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000\u0001\u0002garbage\r\n\r\n",
                "HTTP/1.1 2",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "SSH-2.0-OpenSSH_9.2p1 canary\r\n\r\n"
            })
    void whatIsNoHttpIsNoAnswer(String bytes) throws Exception {
        try (RawServer other = RawServer.answering(bytes)) {
            WebException failure = failure(other.url(), TIMEOUT);
            assertThat(failure.kind()).isIn(Cause.BROKEN, Cause.DISCONNECTED);
            assertThat(failure).hasMessageNotContaining("canary");
        }
    }

    @Test
    void headersWithoutEndAreNoAnswer() throws Exception {
        String endless = "HTTP/1.1 200 OK\r\n" + "X-Header: value\r\n".repeat(10_000) + "\r\n";
        try (RawServer other = RawServer.answering(endless)) {
            assertThat(failure(other.url(), TIMEOUT).kind()).isEqualTo(Cause.BROKEN);
        }
    }

    /** Since a second one may come when the first was answered already, and only its answer was lost. */
    @Test
    void sendsNothingASecondTime() throws Exception {
        try (RawServer other = RawServer.start(socket -> {
            RawServer.request(socket);
            socket.setSoLinger(true, 0);
            socket.close();
        })) {
            assertThat(failure(other.url(), TIMEOUT).isRetryable()).isTrue();
            assertThat(other.accepted()).isEqualTo(1);
        }
    }

    @Test
    void requestsEndWhenItIsClosed() {
        AtomicReference<Throwable> end = new AtomicReference<>();
        Disposable unused = client.send(url("/wait"), GET, System.nanoTime() + TIMEOUT.toNanos())
                .subscribe(answer -> {}, end::set);
        await().until(() -> client.connections() == 1);
        client.close();
        await().untilAtomic(end, org.hamcrest.Matchers.notNullValue());
        assertThat(end.get())
                .isInstanceOfSatisfying(
                        WebException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Cause.CLOSED));
        assertThat(failure(url("/hello"), TIMEOUT).kind()).isEqualTo(Cause.CLOSED);
    }

    @Test
    void noTextHasASecretInIt() {
        WebRequest request = WebRequest.post(
                List.of(new WebRequest.Header("X-Key", "canary")), "text/plain", "canary".getBytes(UTF_8));
        assertThat(request.toString()).doesNotContain("canary");
        assertThat(ask(url("/echo"), request).toString()).doesNotContain("canary");
        assertThat(client.toString()).isEqualTo("WebClient[users]");
    }
}
