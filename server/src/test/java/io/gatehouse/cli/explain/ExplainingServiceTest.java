package io.gatehouse.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.crypto.Secret;
import io.gatehouse.explain.Credentials;
import io.gatehouse.explain.ExplainRequest;
import io.gatehouse.explain.ExplainRequestJson;
import io.gatehouse.explain.LoginDescription;
import io.gatehouse.testbed.KeptPort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of answers that are none of a service's. */
@Timeout(60)
class ExplainingServiceTest {
    private static final ExplainRequestJson REQUEST =
            new ExplainRequestJson(ExplainRequest.of(Credentials.NOTHING, LoginDescription.DEFAULT), false);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    /** Answers one request so, and keeps the connection. */
    private void answer(String bytes) {
        CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                OutputStream out = connection.getOutputStream();
                out.write(bytes.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String whole(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    private ExplainingService service(String token, Duration patience) {
        return serviceAt(server.getLocalPort(), token, patience);
    }

    private static ExplainingService serviceAt(int port, String token, Duration patience) {
        URI address = URI.create("http://127.0.0.1:" + port);
        return new ExplainingService(address, Secret.of(token), patience);
    }

    private void assertUnexplained(ExplainingService service, String... words) {
        assertThatExceptionOfType(NoExplanationException.class)
                .isThrownBy(() -> service.ask(REQUEST))
                .satisfies(e -> assertThat(e.getMessage()).contains(words).matches("\\P{Cntrl}*"));
    }

    @Test
    void anAnswerThatStopsInItsBodyIsNotWaitedForForEver() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");

        assertUnexplained(service("0123456789abcdef", SHORT), "has not answered within 1 s");
    }

    @Test
    void anAnswerWithoutAnEndIsReadNoFurther() {
        answer("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(17 << 20));

        assertUnexplained(service("0123456789abcdef", LONG), "answers with 200: xxx");
    }

    @Test
    void whatTheServerSendsInThePlaceOfHttpSteersNoTerminal() {
        answer("HTTP/1.1 \u001b[31m\u0007 OK\r\n\r\n");

        assertUnexplained(service("0123456789abcdef", LONG), "cannot be reached");
    }

    @Test
    void anAddressWhereNobodyListensIsSaidToBeSuch() {
        assertUnexplained(
                serviceAt(KeptPort.free(), "0123456789abcdef", LONG),
                "cannot be reached: nobody listens there",
                "http.admin_listen");
    }

    @Test
    void aTokenThatTheServiceDoesNotTakeIsSaidToBeAnother() {
        answer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");

        assertUnexplained(service("0123456789abcdef", LONG), "does not take this token", "http.admin_token_file");
    }

    @Test
    void aTokenThatNoHeaderMayBringIsNotShown() {
        assertThatExceptionOfType(NoExplanationException.class)
                .isThrownBy(() -> service("0123456789abcdef\u0416", LONG).ask(REQUEST))
                .satisfies(e -> assertThat(e)
                        .hasNoCause()
                        .hasMessageNotContaining("0123456789")
                        .hasMessageContaining("has characters that HTTP does not take"));
    }

    @Test
    void theServicesJsonIsPassedOnAndSteersNoTerminal() {
        answer(whole("{\"exit_code\": 1, \"user\": \"a\u009b\u202eb\"}\n"));

        ExplainingService.Explained explained =
                service("0123456789abcdef", LONG).ask(REQUEST);
        assertThat(explained.code()).isEqualTo(1);
        assertThat(explained.printed()).isEqualTo("{\"exit_code\": 1, \"user\": \"a\\u009b\\u202eb\"}");
    }
}
