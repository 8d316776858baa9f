package io.gatehouse.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client without a library: lines as they are sent, and what the server says to them. */
final class LineClient implements AutoCloseable {
    /** What {@link #untilWord} returns when the server has closed the connection without a word. */
    static final String END = "the end of the connection";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket;
    private final BufferedReader in;

    private LineClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Connects, and reads the server's INFO. */
    static LineClient at(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        LineClient client = new LineClient(socket);
        client.in.readLine();
        return client;
    }

    /** Sends CONNECT with these members of its JSON, and PING. */
    LineClient connect(String members) throws IOException {
        return send("CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"raw\",\"version\":\"1\",\"protocol\":1,"
                + members + "}\r\nPING");
    }

    LineClient login(String user, String password) throws IOException {
        return connect("\"user\":\"" + user + "\",\"pass\":\"" + password + "\"");
    }

    LineClient send(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The next {@code PONG}, {@code -ERR} or {@code MSG} line, or {@link #END}. */
    String untilWord() throws IOException {
        for (String line = next(); ; line = next()) {
            if (line.equals("PING")) {
                send("PONG");
            } else if (!line.startsWith("INFO ") && !line.isEmpty()) {
                return line;
            }
        }
    }

    /** Whether the server has let it in. */
    boolean isIn() throws IOException {
        return untilWord().equals("PONG");
    }

    /** A reset is an end too: the server closed while something of ours was still on its way. */
    private String next() throws IOException {
        try {
            String line = in.readLine();
            return line == null ? END : line;
        } catch (SocketException reset) {
            return END;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
