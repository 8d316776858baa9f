package io.gatehouse.cli;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** A web service that has the records of users, for a directory of type http in mode lookup; it may fail, or lose sight of all of them. */
final class RecordService implements AutoCloseable {
    private final Map<String, String> records = new ConcurrentHashMap<>();
    private final DisposableServer http;
    private volatile boolean fails;
    private volatile boolean isBlind;

    RecordService() {
        http = HttpServer.create()
                .host("127.0.0.1")
                .route(routes ->
                        routes.get("/users/{user}", (in, out) -> answer(Objects.requireNonNull(in.param("user")), out)))
                .bindNow();
    }

    private Mono<Void> answer(String user, HttpServerResponse out) {
        if (fails) {
            return out.status(HttpResponseStatus.SERVICE_UNAVAILABLE).send();
        }
        String found = isBlind ? null : records.get(user);
        return found == null
                ? out.status(HttpResponseStatus.NOT_FOUND).send()
                : out.sendString(Mono.just(found)).then();
    }

    String url() {
        return "http://127.0.0.1:" + http.port() + "/users/{user}";
    }

    void put(String user, String password, String more) {
        records.put(user, "{\"pass\": \"" + password + "\", \"account\": \"APP1\"" + more + "}");
    }

    void remove(String user) {
        records.remove(user);
    }

    void fail(boolean now) {
        fails = now;
    }

    /** It answers, and knows nobody. */
    void blind(boolean now) {
        isBlind = now;
    }

    @Override
    public void close() {
        http.disposeNow();
    }
}
