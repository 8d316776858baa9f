package io.gatehouse.directory.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.web.WebException.Cause;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** Nobody gets the answer that was for somebody else, whatever a server sends beside it. */
@Timeout(60)
class AnswerFilterTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int POOL = 2;
    private static final WebRequest GET = WebRequest.get(List.of());
    private static final String TOO_MUCH = "too much";

    private static final NettyLeaks LEAKS = new NettyLeaks();

    private WebClient client;

    @BeforeEach
    void open() throws IOException {
        client = WebClient.of(new WebSettings("users", "directories.users", TlsSettings.DEFAULT, POOL, TIMEOUT, 1024));
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** Once for all tests: it collects the whole heap several times. */
    @AfterAll
    static void noBufferIsLost() {
        LEAKS.assertNone();
        LEAKS.close();
    }

    /** What is done with one request. */
    @FunctionalInterface
    private interface Exchange {
        void answer(String path, OutputStream out) throws IOException;
    }

    /** A server that keeps its connections. */
    private static RawServer answering(Exchange exchange) throws IOException {
        return RawServer.start(socket -> serve(socket, exchange));
    }

    private static void serve(Socket socket, Exchange exchange) throws IOException {
        while (!socket.isClosed()) {
            String path = RawServer.request(socket).split(" ", -1)[1];
            exchange.answer(path, socket.getOutputStream());
            socket.getOutputStream().flush();
        }
    }

    private static byte[] ok(String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(UTF_8);
    }

    private Mono<WebAnswer> send(RawServer server, String path) {
        return client.send(server.url().withTarget(path), GET, System.nanoTime() + TIMEOUT.toNanos());
    }

    private WebAnswer ask(RawServer server, String path) {
        return Objects.requireNonNull(send(server, path).block());
    }

    private static String text(WebAnswer answer) {
        return answer.status() + " " + new String(answer.body(), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"100 Continue", "102 Processing", "103 Early Hints\r\nLink: </a.css>; rel=preload", "199 Mine"})
    void interimAnswersArePassedOver(String interim) throws Exception {
        byte[] before = ("HTTP/1.1 " + interim + "\r\n\r\n").getBytes(UTF_8);
        try (RawServer server = answering((path, out) -> {
            out.write(before);
            out.flush();
            out.write(before);
            out.write(ok(path));
        })) {
            for (int i = 0; i < 5; i++) {
                assertThat(text(ask(server, "/" + i))).isEqualTo("200 /" + i);
            }
            assertThat(server.accepted()).isBetween(1, POOL);
        }
    }

    /** The answer to the first request is sent when the second one has come. */
    @Test
    void anAnswerThatFollowsAnInterimOneIsNotThatOfTheNextRequest() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = answering((path, out) -> {
            out.write("HTTP/1.1 103 Early Hints\r\n\r\n".getBytes(UTF_8));
            out.flush();
            if (path.equals("/late")) {
                await(asked);
            } else {
                asked.countDown();
            }
            out.write(ok(path));
        })) {
            List<String> answers = Flux.just("/late", "/other", "/another", "/last")
                    .flatMap(path -> send(server, path).map(answer -> path + ": " + text(answer)))
                    .collectList()
                    .block();
            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            "/late: 200 /late", "/other: 200 /other", "/another: 200 /another", "/last: 200 /last");
        }
    }

    /** Not for ever: where the next request was sent over the same connection, it is not read before the answer was written. */
    private static void await(CountDownLatch event) throws IOException {
        try {
            boolean unused = event.await(8, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void awaitRead(CountDownLatch read) throws IOException {
        try {
            assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void whatComesTogetherWithAnAnswerIsNobodys() throws Exception {
        try (RawServer server = answering((path, out) -> {
            byte[] one = ok(path);
            byte[] other = ok(TOO_MUCH);
            byte[] both = new byte[one.length + other.length];
            System.arraycopy(one, 0, both, 0, one.length);
            System.arraycopy(other, 0, both, one.length, other.length);
            out.write(both);
        })) {
            List<String> answers = Flux.range(0, 50)
                    .map(number -> "/" + number)
                    .flatMap(path -> send(server, path)
                            .map(answer -> path + ": " + text(answer))
                            .onErrorResume(WebException.class, e -> Mono.just(path + ": " + e.kind())))
                    .collectList()
                    .block();
            assertThat(answers)
                    .hasSize(50)
                    .allMatch(answer -> answer.matches("(/\\d+): (200 \\1|" + Cause.DISCONNECTED + ")"))
                    .anyMatch(answer -> answer.contains("200"));
        }
    }

    @Test
    void aConnectionOverWhichMoreComesLaterEnds() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (RawServer server = answering((path, out) -> {
            out.write(ok(path));
            out.flush();
            awaitRead(read);
            out.write(ok(TOO_MUCH));
        })) {
            assertThat(text(ask(server, "/one"))).isEqualTo("200 /one");
            read.countDown();
            Awaitility.await().until(() -> client.connections() == 0);
            assertThat(text(ask(server, "/two"))).isEqualTo("200 /two");
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 2\r\n\r\nok", "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"})
    void aBodyWhereThereIsNoneKeepsNobodyFromAnAnswer(String rest) throws Exception {
        try (RawServer server =
                answering((path, out) -> out.write(("HTTP/1.1 204 No Content\r\n" + rest).getBytes(UTF_8)))) {
            for (int i = 0; i < 5; i++) {
                assertThat(text(ask(server, "/" + i))).isEqualTo("204 ");
            }
        }
    }

    @Test
    void anotherProtocolIsNotSpoken() throws Exception {
        try (RawServer server = answering((path, out) -> out.write(
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: mine\r\n\r\n".getBytes(UTF_8)))) {
            assertThat(text(ask(server, "/"))).isEqualTo("101 ");
            Awaitility.await().until(() -> client.connections() == 0);
        }
    }

    @Test
    void aConnectionThatHasEndedBeforeTheRequestWasSentIsTriedAgain() {
        WebException failure = WebFailures.of(WebUrl.parse("http://127.0.0.1/"), AbortedException.beforeSend());
        assertThat(failure.isRetryable()).isTrue();
    }
}
