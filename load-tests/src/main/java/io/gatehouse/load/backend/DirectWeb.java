package io.gatehouse.load.backend;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.request.TestUsers;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** One connection to a web service, and the login as a directory of type {@code http} tells it. */
final class DirectWeb implements BackendSession {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ConnectionProvider connections = ConnectionProvider.create("direct", 1);
    private final HttpClient client = HttpClient.create(connections).disableRetry(true);
    private final String url;
    private final TestUsers users;

    DirectWeb(String url, TestUsers users) {
        this.url = url;
        this.users = users;
    }

    @Override
    public void ask(int user) {
        TestUsers.TestLogin login = users.login(user);
        byte[] body = """
                {"user":"%s","password":"%s","client":{"host":"10.0.0.1","kind":"Client","type":"nats"}}""".formatted(login.user(), login.password()).getBytes(StandardCharsets.UTF_8);
        String answer = client.headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .set(HttpHeaderNames.CONTENT_LENGTH, body.length))
                .post()
                .uri(url)
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .responseSingle((response, content) -> content.asString())
                .block(LIMIT);
        if (answer == null || !answer.contains("\"allow\"")) {
            throw new LoadException("The web service says " + answer);
        }
    }

    @Override
    public void close() {
        connections.disposeLater().block(LIMIT);
    }
}
