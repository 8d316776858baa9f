package io.gatehouse.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.testbed.KeptPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service that says who somebody is: {@code web-anna} in JSON at {@code /login}, {@code machine-press} by a status at {@code /basic}, and
 * {@code partner} by a token at {@code /introspect}. It can be stopped, and begins again on the same port.
 */
final class WebService implements AutoCloseable {
    private static final String ANNA = "\"user\":\"web-anna\"";
    private static final String ALLOW = """
            {"result": "allow", "account": "WEB", "permissions": {"pub": {"allow": ["web.>"]}}}""";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String token;
    private final String key;
    private final String introspector;
    private HttpServer server;
    private final int port = KeptPort.free();

    /**
     * Starts it.
     *
     * @param token who does not present it is not answered at {@code /login}
     * @param key the same, as the header {@code X-Api-Key}
     * @param introspector who does not present it is not answered at {@code /introspect}
     */
    WebService(String token, String key, String introspector) {
        this.token = token;
        this.key = key;
        this.introspector = introspector;
        this.server = begun();
    }

    int port() {
        return port;
    }

    void stop() {
        server.stop(0);
    }

    void begin() {
        server = begun();
    }

    private HttpServer begun() {
        try {
            HttpServer begun = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            begun.setExecutor(threads);
            begun.createContext("/login", this::login);
            begun.createContext("/basic", WebService::basic);
            begun.createContext("/introspect", this::introspect);
            begun.start();
            return begun;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void login(HttpExchange exchange) throws IOException {
        String body = body(exchange);
        boolean known = ("Bearer " + token).equals(header(exchange, "Authorization"))
                && key.equals(header(exchange, "X-Api-Key"));
        String answer = !body.contains(ANNA)
                ? "{\"result\": \"ignore\"}"
                : body.contains("\"password\":\"" + EveryDirectory.PASSWORD + "\"") ? ALLOW : "{\"result\": \"deny\"}";
        reply(exchange, known ? 200 : 401, answer);
    }

    private static void basic(HttpExchange exchange) throws IOException {
        String pair = new String(
                Base64.getDecoder().decode(header(exchange, "Authorization").replace("Basic ", "")),
                StandardCharsets.UTF_8);
        String user = pair.substring(0, pair.indexOf(':'));
        boolean right = pair.equals("machine-press:" + EveryDirectory.PASSWORD);
        reply(exchange, right ? 200 : user.equals("machine-press") ? 401 : 404, "");
    }

    private void introspect(HttpExchange exchange) throws IOException {
        boolean isActive = body(exchange).startsWith("token=" + EveryDirectory.PASSWORD + "&");
        boolean known = ("Bearer " + introspector).equals(header(exchange, "Authorization"));
        String active = "{\"active\": true, \"sub\": \"partner\", \"aud\": \"nats\", \"exp\": "
                + Instant.now().plus(Duration.ofHours(1)).getEpochSecond() + "}";
        reply(exchange, known ? 200 : 401, isActive ? active : "{\"active\": false}");
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }
}
