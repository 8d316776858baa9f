package io.gatehouse.admin.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Serves the page as the admin listener does, with a state that a test chooses; it can stop, and come back at the same address. */
final class ExampleInstance implements AutoCloseable {
    static final String TOKEN = "a-token-for-the-page";

    private final StaticFiles files = StaticFiles.load();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private volatile ObjectNode status;
    private volatile @Nullable Answer instead;
    private @Nullable HttpServer server;
    private int port;

    ExampleInstance(ObjectNode status) throws IOException {
        this.status = status;
        begin();
    }

    /** What an admin request is answered with. */
    record Answer(int code, String type, String body) {
        static Answer json(int code, String body) {
            return new Answer(code, "application/json", body);
        }

        static Answer text(int code, String sentence) {
            return new Answer(code, "text/plain; charset=utf-8", sentence + "\n");
        }
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    void shows(ObjectNode now) {
        status = now;
    }

    /** Answers every request for the state like that; null for the state again. */
    void answers(@Nullable Answer other) {
        instead = other;
    }

    /** Requests for the state so far, with their queries. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Bodies of requests to do something. */
    List<String> posted() {
        return List.copyOf(posted);
    }

    void begin() throws IOException {
        HttpServer next = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        next.createContext("/", this::serve);
        next.start();
        port = next.getAddress().getPort();
        server = next;
    }

    void stop() {
        HttpServer current = server;
        if (current != null) {
            current.stop(0);
            server = null;
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            StaticFile file = files.find(path);
            if (file != null) {
                StaticFiles.HEADERS.forEach(exchange.getResponseHeaders()::set);
                send(exchange, 200, file.contentType(), file.body());
                return;
            }
            Answer answer = answer(exchange, path);
            send(exchange, answer.code(), answer.type(), answer.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void send(HttpExchange exchange, int code, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    private Answer answer(HttpExchange exchange, String path) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bearer " + TOKEN).equals(token)) {
            return Answer.text(401, "Send the token of http.admin_token_file or http.admin_token.");
        }
        return switch (path) {
            case "/-/status" -> state(exchange);
            case "/-/search" ->
                Answer.json(200, Examples.search(exchange.getRequestURI().getQuery()));
            case "/-/revoke" -> done(exchange, Examples.REVOKED);
            case "/-/explain" -> done(exchange, Examples.EXPLAINED);
            default -> Answer.text(404, "There is no such page.");
        };
    }

    private Answer state(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        asked.add(query == null ? "" : query);
        Answer other = instead;
        long since = query == null ? 0 : Long.parseLong(query.replace("since=", ""));
        return other != null
                ? other
                : Answer.json(200, Examples.since(status, since).toString());
    }

    private Answer done(HttpExchange exchange, Map<String, ?> result) throws IOException {
        posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        return Answer.json(200, Examples.JSON.writeValueAsString(result));
    }

    @Override
    public void close() {
        stop();
    }
}
