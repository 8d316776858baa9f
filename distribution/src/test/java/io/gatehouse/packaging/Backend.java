package io.gatehouse.packaging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.testbed.KeptPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web service where everybody has the password {@code right}. It can be away, and it can take its time. */
final class Backend implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private volatile CountDownLatch asked = new CountDownLatch(0);
    private volatile CountDownLatch open = new CountDownLatch(0);

    Backend() throws IOException {
        server = begun(KeptPort.free());
    }

    int port() {
        return server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    void begin() throws IOException {
        server = begun(port());
    }

    /** Answers nothing until {@link #goOn}. */
    void hold() {
        asked = new CountDownLatch(1);
        open = new CountDownLatch(1);
    }

    /** Waits until it has been asked since {@link #hold}. */
    void awaitQuestion() throws InterruptedException {
        asked.await();
    }

    void goOn() {
        open.countDown();
    }

    private HttpServer begun(int port) throws IOException {
        HttpServer begun = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        begun.setExecutor(threads);
        begun.createContext("/", this::answer);
        begun.start();
        return begun;
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.countDown();
        try {
            open.await();
            String credentials = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            String pair =
                    new String(Base64.getDecoder().decode(credentials.replace("Basic ", "")), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(pair.endsWith(":right") ? 200 : 401, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        goOn();
        stop();
        threads.shutdownNow();
    }
}
