package io.gatehouse.directory.oidc.introspection;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A provider that answers as a test says, by real HTTP, and remembers what it was asked. */
final class ScriptedProvider implements AutoCloseable {
    static final Header CREDENTIALS = Header.basic("gatehouse", "canary");
    private static final String PATH = "/introspect";
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private volatile int status = 200;
    private volatile byte[] body = "{\"active\":true}".getBytes(StandardCharsets.UTF_8);
    private volatile boolean drips;

    /** One request. */
    record Asked(
            String method,
            String path,
            @Nullable String authorization,
            @Nullable String type,
            String body) {}

    private ScriptedProvider(HttpServer server) {
        this.server = server;
    }

    static ScriptedProvider start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        ScriptedProvider provider = new ScriptedProvider(server);
        server.createContext("/", provider::handle);
        server.start();
        return provider;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" ->
                send(exchange, 200, document().getBytes(StandardCharsets.UTF_8));
            case PATH -> answer(exchange);
            default -> send(exchange, 404, new byte[0]);
        }
    }

    private String document() {
        return "{\"issuer\":\"%s\",\"introspection_endpoint\":\"%s%s\"}".formatted(url(), url(), PATH);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (drips) {
            drip(exchange);
        } else {
            exchange.getResponseHeaders().set("Location", url() + "/canary");
            send(exchange, status, body);
        }
    }

    /** The beginning of an answer, and never its end. */
    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1000);
        OutputStream out = exchange.getResponseBody();
        out.write("{\"active\"".getBytes(StandardCharsets.UTF_8));
        out.flush();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    ScriptedProvider answers(int nextStatus, String nextBody) {
        return answers(nextStatus, nextBody.getBytes(StandardCharsets.UTF_8));
    }

    ScriptedProvider answers(int nextStatus, byte[] nextBody) {
        status = nextStatus;
        body = nextBody;
        return this;
    }

    /** From now on it begins to answer, and does not end. */
    void drips() {
        drips = true;
    }

    long times(String wanted) {
        return asked.stream().filter(each -> each.path.equals(wanted)).count();
    }

    /** What asks it at the endpoint of its discovery document. */
    WebIntrospection discovered() {
        return discovered(System::nanoTime);
    }

    /** The same by another clock. */
    WebIntrospection discovered(LongSupplier clock) {
        return open(null, clock);
    }

    /** What asks it at a given endpoint. */
    WebIntrospection given() {
        return open(WebUrl.parse(url() + PATH), System::nanoTime);
    }

    private WebIntrospection open(@Nullable WebUrl endpoint, LongSupplier clock) {
        return WebIntrospection.open(
                new IntrospectionSettings(IntrospectedTokens.ALL, endpoint, CREDENTIALS, 4),
                new WebIntrospection.Provider(
                        "sso",
                        "directories.sso.issuer",
                        url(),
                        URI.create(url() + "/.well-known/openid-configuration"),
                        TlsSettings.DEFAULT,
                        TIMEOUT),
                clock);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
