package com.example.badge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that knows who carries a badge. */
final class BadgeServer implements AutoCloseable {
    private static final String SCHEME = "Bearer ";

    private final HttpServer http;
    private final Map<String, String> carriers;

    /** @param carriers names by badges */
    BadgeServer(Map<String, String> carriers) throws IOException {
        this.carriers = carriers;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.createContext("/badge", this::answer);
        http.start();
    }

    InetSocketAddress address() {
        return http.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String carrier = carrier(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = Objects.requireNonNullElse(carrier, "").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(carrier == null ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private @Nullable String carrier(@Nullable String authorization) {
        return authorization == null || !authorization.startsWith(SCHEME)
                ? null
                : carriers.get(authorization.substring(SCHEME.length()));
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
