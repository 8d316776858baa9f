package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A nats-server on a loopback socket that says what a test lets it say, and expects what the test wants to hear. The script
 * runs in the test's thread, one {@link ScriptedConnection} after another.
 */
public final class ScriptedServer implements AutoCloseable {
    /** For whatever is waited for; far more than a loaded machine needs. */
    static final int LIMIT_MILLIS = 20_000;

    private final ServerSocket listener;
    private final Queue<ScriptedConnection> connections = new ConcurrentLinkedQueue<>();

    private ScriptedServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** Begins to listen, on a free port. */
    public static ScriptedServer start() {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            listener.setSoTimeout(LIMIT_MILLIS);
            return new ScriptedServer(listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String hostPort() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    public String url(String scheme) {
        return scheme + "://" + hostPort();
    }

    /** The next connection of a client, waited for. */
    public ScriptedConnection accept() {
        try {
            Socket socket = listener.accept();
            ScriptedConnection connection = new ScriptedConnection(socket);
            connections.add(connection);
            return connection;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no client connects to " + hostPort(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses new connections; those that there are stay. */
    void stopListening() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the connections too. */
    @Override
    public void close() {
        stopListening();
        connections.forEach(ScriptedConnection::close);
    }

    /** One character a byte. */
    static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
