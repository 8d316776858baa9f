package io.gatehouse.directory.http;

import io.gatehouse.directory.web.WebUrl;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A service that knows a few users, and answers about them in each of the ways that a directory of type http can ask. */
final class UserService implements AutoCloseable {
    private static final Pattern MEMBER = Pattern.compile("\"(user|username|password)\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final Map<String, String> passwords;
    private final Map<String, String> records;
    private volatile String token;
    private final DisposableServer server;

    /**
     * @param passwords of the users, by their names
     * @param records of the users, as in users.json
     * @param token who does not present it is not answered
     */
    UserService(Map<String, String> passwords, Map<String, String> records, String token) {
        this.passwords = passwords;
        this.records = records;
        this.token = token;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .route(routes -> routes.post("/json", this::json)
                        .post("/status", this::status)
                        .get("/basic", this::basic)
                        .get("/records/{name}", this::record)
                        .get("/health", (in, out) -> isKnown(in) ? out.send() : refuse(out)))
                .bindNow();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.address();
    }

    /** Who presents another one is not answered from now on. */
    void expect(String other) {
        token = other;
    }

    static WebUrl url(InetSocketAddress at, String path) {
        return UserTarget.parse("http://127.0.0.1:" + at.getPort() + path);
    }

    private boolean isKnown(HttpServerRequest in) {
        return ("Bearer " + token).equals(in.requestHeaders().get(HttpHeaderNames.AUTHORIZATION));
    }

    private static Publisher<Void> refuse(HttpServerResponse out) {
        return out.status(UNAUTHORIZED).send();
    }

    private Publisher<Void> json(HttpServerRequest in, HttpServerResponse out) {
        if (!isKnown(in)) {
            return refuse(out);
        }
        return out.header(HttpHeaderNames.CONTENT_TYPE, "application/json").sendString(body(in).map(body -> {
            String right = passwords.get(member(body, "user"));
            return right == null
                    ? "{\"result\": \"ignore\"}"
                    : right.equals(member(body, "password"))
                            ? "{\"result\": \"allow\", \"account\": \"APP1\", \"groups\": [\"staff\"]}"
                            : "{\"result\": \"deny\", \"reason\": \"wrong_password\"}";
        }));
    }

    private Publisher<Void> status(HttpServerRequest in, HttpServerResponse out) {
        if (!isKnown(in)) {
            return refuse(out);
        }
        return body(in).flatMap(body -> {
            boolean form = !body.startsWith("{");
            String user = form ? field(body, "username") : member(body, "username");
            String password = form ? field(body, "password") : member(body, "password");
            return Mono.from(out.status(status(user, password)).send());
        });
    }

    private int status(String user, String password) {
        String right = passwords.get(user);
        return right == null ? NOT_FOUND : right.equals(password) ? 204 : UNAUTHORIZED;
    }

    private Publisher<Void> basic(HttpServerRequest in, HttpServerResponse out) {
        String header = in.requestHeaders().get(HttpHeaderNames.AUTHORIZATION, "Basic ");
        String pair =
                new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        return out.status(status(pair.substring(0, Math.max(0, colon)), pair.substring(colon + 1)))
                .send();
    }

    private Publisher<Void> record(HttpServerRequest in, HttpServerResponse out) {
        if (!isKnown(in)) {
            return refuse(out);
        }
        String name = in.uri().substring(in.uri().lastIndexOf('/') + 1);
        String record = records.get(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8));
        return record == null ? out.status(NOT_FOUND).send() : out.sendString(Mono.just(record));
    }

    private static Mono<String> body(HttpServerRequest in) {
        return in.receive().aggregate().asString(StandardCharsets.UTF_8).defaultIfEmpty("");
    }

    private static String member(String body, String name) {
        Matcher members = MEMBER.matcher(body);
        while (members.find()) {
            if (members.group(1).equals(name)) {
                return members.group(2);
            }
        }
        return "";
    }

    private static String field(String body, String name) {
        for (String pair : body.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
