package io.gatehouse.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client that has logged in, and notices at once when it is not let in, whether that is said or the connection is closed. */
record RawLogin(Socket socket) implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    /** Logs in; null when it is not let in. */
    static @Nullable RawLogin of(int port, String user, String password) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            RawLogin login = new RawLogin(socket);
            if (login.isLetIn(user, password)) {
                return login;
            }
            login.close();
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private boolean isLetIn(String user, String password) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String info = in.readLine();
        if (info == null) {
            return false;
        }
        String connect = "CONNECT {\"verbose\":false,\"pedantic\":false,\"protocol\":1,\"user\":\"" + user
                + "\",\"pass\":\"" + password + "\"}\r\nPING\r\n";
        socket.getOutputStream().write(connect.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("PONG")) {
                return true;
            }
            if (line.startsWith("-ERR")) {
                return false;
            }
        }
        return false;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
