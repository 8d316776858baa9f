package io.gatehouse.directory.oidc.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.directory.oidc.keys.TestKeys;
import io.gatehouse.directory.web.WebUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Answers in an API server's place as no real one would, and remembers what it was asked. */
final class ApiStub implements AutoCloseable {
    static final String REVIEWS = "/apis/authentication.k8s.io/v1/tokenreviews";

    private final HttpServer http;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    ApiStub() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::answer);
        http.start();
    }

    /** One request; the authorization is empty where it had none. */
    record Request(String path, String authorization, String body) {}

    private record Reply(int status, String body) {}

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(path, authorization == null ? "" : authorization, body));
        Reply reply = replies.getOrDefault(path + " " + authorization, replies.get(path));
        byte[] content = reply == null ? new byte[0] : reply.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply == null ? 404 : reply.status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    WebUrl url() {
        return WebUrl.parse("http://127.0.0.1:" + http.getAddress().getPort());
    }

    List<Request> requests() {
        return requests;
    }

    long reviews() {
        return requests.stream()
                .filter(request -> request.path.endsWith(REVIEWS))
                .count();
    }

    void reply(String path, int status, String body) {
        replies.put(path, new Reply(status, body));
    }

    /** To who comes with that token. */
    void replyTo(String token, String path, int status, String body) {
        replies.put(path + " Bearer " + token, new Reply(status, body));
    }

    /** Tells keys, and the issuer of the tokens that they sign. */
    void publish(String issuer, TestKey... keys) {
        reply(ApiServerKeys.DISCOVERY, 200, "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"https://192.0.2.1/keys\"}");
        byte[] set = TestKeys.jwks(Stream.of(keys).map(TestKey::jwk));
        reply(ApiServerKeys.KEYS, 200, new String(set, StandardCharsets.UTF_8));
    }

    /** Answers each review with a status of it. */
    void review(String status) {
        reply(REVIEWS, 201, review(status, "authentication.k8s.io/v1"));
    }

    static String review(String status, String version) {
        return "{\"kind\":\"TokenReview\",\"apiVersion\":\"" + version + "\",\"metadata\":{},\"spec\":{},\"status\":"
                + status + "}";
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
