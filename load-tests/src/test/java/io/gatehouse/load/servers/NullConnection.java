package io.gatehouse.load.servers;

import io.gatehouse.load.nats.NatsConnection;
import io.gatehouse.load.nats.NatsLogin;
import io.gatehouse.load.nats.ServerAddress;
import io.gatehouse.load.nats.TlsClientContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection to a listener that lets everybody in, and swallows what it is sent. */
final class NullConnection implements AutoCloseable {
    private static final byte[] GREETING =
            "INFO {\"version\":\"0\",\"headers\":true,\"max_payload\":1048576}\r\nPONG\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final NatsConnection connection;

    NullConnection() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread swallower = new Thread(this::swallow, "swallower");
        swallower.setDaemon(true);
        swallower.start();
        connection = NatsConnection.connect(
                new ServerAddress("127.0.0.1", listener.getLocalPort(), false),
                NatsLogin.nobody(),
                TlsClientContext.of(null, null, null),
                Duration.ofSeconds(5));
    }

    NatsConnection connection() {
        return connection;
    }

    private void swallow() {
        try (Socket socket = listener.accept()) {
            socket.getOutputStream().write(GREETING);
            socket.getInputStream().skipNBytes(Long.MAX_VALUE);
        } catch (IOException e) {
            // the other side has closed
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
        listener.close();
    }
}
