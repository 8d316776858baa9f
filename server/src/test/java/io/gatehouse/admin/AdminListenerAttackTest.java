package io.gatehouse.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.crypto.Secret;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.tls.ServerFiles;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Clients that mean the listener for admin requests no good. */
@Timeout(60)
class AdminListenerAttackTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpSettings ANY_PORT = new HttpSettings("127.0.0.1", 0);
    private static final String TOKEN = "0123456789abcdef";
    private static final CertificateAuthority CA = CertificateAuthority.root("CA");

    private static final String HELLO =
            "GET /-/hello HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n";
    private static final String STRANGER = "GET /-/hello HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

    /** The first handshake message of a client that knows nothing newer than TLS 1.1. */
    private static final byte[] HELLO_OF_TLS_1_1 = hello();

    @TempDir
    private Path dir;

    private final AdminToken token = new AdminToken(Secret.of(TOKEN));
    private final List<Socket> open = new ArrayList<>();
    private @Nullable HttpEndpoint endpoint;

    private void serve(boolean tls) throws IOException {
        if (tls) {
            CA.issue(CertificateRequest.of("gatehouse").loopback()).write(dir, "admin");
        }
        AdminSettings settings = new AdminSettings(
                Secret.of(TOKEN),
                ANY_PORT,
                tls ? new ServerFiles(dir.resolve("admin.pem"), dir.resolve("admin.key")) : null,
                List.of());
        AdminRoute hello = new AdminRoute("GET", "/-/hello", 0, body -> Mono.just(new AdminReply(200, "{}")));
        endpoint = HttpEndpoint.startAdmin(
                        ANY_PORT, new AdminAccess(settings, token, List.of(hello), (method, path, from, status) -> {}))
                .block(PATIENCE);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        if (endpoint != null) {
            endpoint.stop().block(PATIENCE);
        }
    }

    private Socket connect() throws IOException {
        HttpSettings at = Objects.requireNonNull(endpoint).address();
        Socket socket = new Socket(at.host(), at.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        open.add(socket);
        return socket;
    }

    private SSLSocket connectByTls(String protocol) throws Exception {
        HttpSettings at = Objects.requireNonNull(endpoint).address();
        SSLSocket socket =
                (SSLSocket) CA.trusting().getSocketFactory().createSocket(connect(), at.host(), at.port(), true);
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The status of the next answer, which is read to its end. */
    private static int status(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            head.append((char) next);
        }
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        assertThat(length.find()).as(head.toString()).isTrue();
        assertThat(socket.getInputStream().readNBytes(Integer.parseInt(length.group(1))))
                .isNotNull();
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    private static int ask(Socket socket, String request) throws IOException {
        send(socket, request);
        return status(socket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /-/hello HTT", "GET /-/hello HTTP/1.1\r\nX: "})
    void whoHasTheTokenStaysBeforeWhoHoldsConnectionsOpen(String begun) throws IOException {
        serve(false);
        Socket trusted = connect();
        assertThat(ask(trusted, HELLO)).isEqualTo(200);
        Socket stranger = connect();
        assertThat(ask(stranger, STRANGER)).isEqualTo(401);

        for (int i = 0; i < NewestConnections.MAX * 2; i++) {
            send(connect(), begun);
        }

        assertThat(ask(connect(), HELLO)).isEqualTo(200);
        assertThat(stranger.getInputStream().read()).isEqualTo(-1);
        assertThat(ask(trusted, HELLO)).isEqualTo(200);
    }

    @Test
    void theNewestOfThoseWithTheTokenStayToo() throws IOException {
        serve(false);
        Socket first = connect();
        assertThat(ask(first, HELLO)).isEqualTo(200);
        for (int i = 0; i < NewestConnections.MAX; i++) {
            assertThat(ask(connect(), HELLO)).isIn(200, 429);
        }

        assertThat(ask(connect(), STRANGER)).isEqualTo(401);
        assertThat(first.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void whoHasTheTokenOfBeforeKeepsNobodyOut() throws IOException {
        serve(false);
        for (int i = 0; i < NewestConnections.MAX; i++) {
            assertThat(ask(connect(), HELLO)).isIn(200, 429);
        }
        token.use(Secret.of(TOKEN + "-now"));

        Socket first = connect();
        assertThat(ask(first, STRANGER)).isEqualTo(401);
        assertThat(ask(connect(), STRANGER)).isEqualTo(401);
        assertThat(ask(first, STRANGER)).isEqualTo(401);
    }

    @Test
    void handshakesThatAreNotFinishedKeepNobodyOut() throws Exception {
        serve(true);
        for (int i = 0; i < NewestConnections.MAX * 2; i++) {
            connect().getOutputStream().write(HELLO_OF_TLS_1_1, 0, i % HELLO_OF_TLS_1_1.length);
        }

        assertThat(ask(connectByTls("TLSv1.3"), HELLO)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientShakesHandsOnce(String protocol) throws Exception {
        serve(true);
        SSLSocket client = connectByTls(protocol);
        assertThat(ask(client, HELLO)).isEqualTo(200);
        assertThat(ask(client, HELLO)).isEqualTo(200);

        if (protocol.equals("TLSv1.2")) {
            assertThatThrownBy(() -> {
                        client.startHandshake();
                        ask(client, HELLO);
                    })
                    .isInstanceOf(IOException.class);
        } else {
            // There is no other handshake, only other keys for the same connection.
            client.startHandshake();
            assertThat(ask(client, HELLO)).isEqualTo(200);
        }
        assertThat(ask(connectByTls(protocol), HELLO)).isEqualTo(200);
    }

    @Test
    void whatIsNoTlsOrTooOldIsClosed() throws Exception {
        serve(true);
        Socket clear = connect();
        send(clear, HELLO);
        assertThat(new String(clear.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain("HTTP/1.1");

        Socket old = connect();
        old.getOutputStream().write(HELLO_OF_TLS_1_1);
        assertThat(old.getInputStream().readAllBytes()).containsSubsequence(21, 2, 70);
        assertThat(ask(connectByTls("TLSv1.2"), HELLO)).isEqualTo(200);
    }

    @Test
    void requestsInOneGoAreAnsweredInTurnAndGuardedEach() throws IOException {
        serve(false);
        Socket client = connect();

        send(client, STRANGER + HELLO + HELLO.replace("127.0.0.1", "evil.example.com") + HELLO);

        assertThat(List.of(status(client), status(client), status(client), status(client)))
                .containsExactly(401, 200, 403, 200);
    }

    /** The record and the message around a hello of version 3.2 with one cipher suite. */
    private static byte[] hello() {
        byte[] hello = new byte[50];
        byte[] record = {22, 3, 1, 0, 45};
        byte[] message = {1, 0, 0, 41, 3, 2};
        // Between them 32 bytes of chance, and no session to take up.
        byte[] suites = {0, 2, (byte) 0xc0, 0x13, 1, 0};
        System.arraycopy(record, 0, hello, 0, record.length);
        System.arraycopy(message, 0, hello, record.length, message.length);
        System.arraycopy(suites, 0, hello, hello.length - suites.length, suites.length);
        return hello;
    }
}
