package io.gatehouse.directory.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a loopback socket that answers each connection with bytes of the test's choosing, good or bad. */
final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Behavior behavior;
    private final AtomicInteger accepted = new AtomicInteger();

    private RawServer(ServerSocket listener, Behavior behavior) {
        this.listener = listener;
        this.behavior = behavior;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Behavior {
        void on(Socket socket) throws IOException;
    }

    static RawServer start(Behavior behavior) throws IOException {
        RawServer server = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behavior);
        onThread(server::accept);
        return server;
    }

    /** Answers the first request of each connection with these bytes, and ends the connection. */
    static RawServer answering(String text) throws IOException {
        return start(socket -> {
            request(socket);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.close();
        });
    }

    /** Reads a request's headers; its body is left where it is. */
    static String request(Socket socket) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed");
            }
            read.append((char) next);
        }
        return read.toString();
    }

    WebUrl url() {
        return WebUrl.parse("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    int accepted() {
        return accepted.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                onThread(() -> serve(socket));
            } catch (IOException e) {
                // ends when it is closed
            }
        }
    }

    private void serve(Socket socket) {
        try {
            behavior.on(socket);
        } catch (IOException e) {
            // the client has hung up
        }
    }

    private static void onThread(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
