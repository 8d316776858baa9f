package io.gatehouse.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPortTest {
    private static final int LARGE = 200_000;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String INFO =
            "INFO {\"server_id\": \"N\", \"version\": \"2.12.0\", \"tls_required\": true}\r\n";

    /** The first byte of TLS. */
    private static final int HANDSHAKE = 0x16;

    /** What the client library gets of what a server sends, in parts of any size. */
    private static String passed(String sent, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        ByteArrayInputStream server = new ByteArrayInputStream(sent.getBytes(StandardCharsets.ISO_8859_1));
        StreamPort.Frames frames = new StreamPort.Frames((target, offset, length) ->
                server.read(target, offset, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 3 : LARGE))));
        StringBuilder passed = new StringBuilder();
        byte[] part = new byte[LARGE];
        while (true) {
            int offset = random.nextInt(9);
            int read = frames.read(part, offset, 1 + random.nextInt(part.length - offset));
            if (read < 0) {
                return passed.toString();
            }
            passed.append(new String(part, offset, read, StandardCharsets.ISO_8859_1));
        }
    }

    private static void assertPassed(String sent, String expected) throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(passed(sent, seed)).as("seed " + seed).isEqualTo(expected);
        }
    }

    private static String headed(String reply, String headers, String payload) {
        return "HMSG a.b 1 " + reply + headers.length() + " " + (headers.length() + payload.length()) + "\r\n" + headers
                + payload + "\r\n";
    }

    @Test
    void whatTheLibraryCanReadIsPassedOnAsItIs() throws IOException {
        String sent =
                "INFO {\"a\": 1}\r\n+OK\r\nPING\r\n-ERR 'x'\r\nMSG a.b 1 0\r\n\r\nMSG a.b 1 $JS.ACK.x 6\r\nMSG\r\nx\r\nPONG\r\n"
                        + headed("$JS.ACK.x ", "NATS/1.0\r\nKV-Operation: DEL\r\n\r\n", "")
                        + headed("", "NATS/1.0 100 Idle Heartbeat\r\nNats-Last-Consumer: 7\r\n\r\n", "")
                        + headed("_INBOX.1 ", "NATS/1.0 503\r\n\r\n", "")
                        + "MSG a.b 1 " + LARGE + "\r\n" + "\r\n".repeat(LARGE / 2) + "\r\n"
                        + headed("$JS.ACK.x ", "NATS/1.0\r\nX: " + "y".repeat(LARGE) + "\r\n\r\n", "z".repeat(LARGE));
        assertPassed(sent, sent);
    }

    /** Somebody on the way could have put it there. */
    @ParameterizedTest
    @ValueSource(strings = {"P", "PONG\r\n", "INFO {}\r\n", "MSG a.b 1 1\r\nx\r\n", "\u0016"})
    void bytesBehindTheInfoEndTheConnection(String more) throws Exception {
        assertThat(firstByteFor(INFO + more)).isEqualTo(-1);
    }

    @Test
    void tlsBeginsBehindTheInfo() throws Exception {
        assertThat(firstByteFor(INFO)).isEqualTo(HANDSHAKE);
    }

    /** The first byte that a server gets which has sent this; -1 when the connection ends without one. */
    private static int firstByteFor(String sent) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> firstByte(server, sent));
            Options options = Options.builder()
                    .server("tls://127.0.0.1:" + server.getLocalPort())
                    .sslContext(SSLContext.getDefault())
                    .dataPortType(StreamPort.class.getName())
                    .connectionTimeout(LIMIT)
                    .noReconnect()
                    .build();
            assertThatThrownBy(() -> Nats.connect(options)).isInstanceOf(IOException.class);
            return first.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static int firstByte(ServerSocket server, String sent) {
        try (Socket connection = server.accept()) {
            connection.setSoTimeout((int) LIMIT.toMillis());
            connection.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            return connection.getInputStream().read();
        } catch (SocketException e) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void headersThatAreNoneComeBeforeThePayload() throws IOException {
        assertPassed(
                "PING\r\n" + headed("$JS.ACK.x ", "garbage", "{}") + headed("", "g", "\r\n") + "PING\r\n",
                "PING\r\nMSG a.b 1 $JS.ACK.x 9\r\ngarbage{}\r\nMSG a.b 1 3\r\ng\r\n\r\nPING\r\n");
    }

    /** The library takes it for no message of the stream, so that one seems to be lost. */
    @Test
    void soDoesAStatusThatIsARecord() throws IOException {
        String status = "NATS/1.0 503\r\n\r\n";
        assertPassed(
                headed("$JS.ACK.KV_USERS.c.1.2.3.4.5 ", status, "{}"),
                "MSG a.b 1 $JS.ACK.KV_USERS.c.1.2.3.4.5 " + (status.length() + 2) + "\r\n" + status + "{}\r\n");
    }
}
