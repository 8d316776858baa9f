package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebClient;
import io.gatehouse.directory.web.WebException;
import io.gatehouse.directory.web.WebRequest;
import io.gatehouse.directory.web.WebUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The API server of a cluster, asked with our own token where we have one. A token that it refuses is asked with once more when there is
 * another by now.
 */
final class ApiServer implements AutoCloseable {
    private static final int UNAUTHORIZED = 401;
    private static final String JSON = "application/json";

    /** It gives keys as nothing but a key set. */
    private static final WebRequest.Header ACCEPT =
            new WebRequest.Header("Accept", JSON + ", application/jwk-set+json");

    private final WebUrl url;
    private final WebClient client;
    private final @Nullable OwnToken own;

    private ApiServer(WebUrl url, WebClient client, @Nullable OwnToken own) {
        this.url = url;
        this.client = client;
        this.own = own;
    }

    /**
     * Connects to nothing yet.
     *
     * @param hosts is closed with it
     * @throws UncheckedIOException when the token or a file of TLS cannot be used
     */
    static ApiServer of(KubernetesSettings settings, HostResolver hosts) {
        try {
            OwnToken own = settings.ownToken() == null ? null : OwnToken.of(settings.name(), settings.ownToken());
            return new ApiServer(settings.apiServer(), WebClient.of(settings.web(), hosts), own);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** What the log calls it. */
    String name() {
        return url.server();
    }

    /**
     * What it publishes. Asks once more where a connection has ended before the answer: it was idle, and the server had enough of it.
     *
     * @param path of the API
     * @param deadline in {@link System#nanoTime()}
     */
    Mono<WebAnswer> get(String path, long deadline) {
        return Mono.defer(() -> send(path, WebRequest::get, deadline))
                .onErrorResume(
                        WebException.class,
                        e -> e.isRetryable() ? send(path, WebRequest::get, deadline) : Mono.error(e));
    }

    /** Its answer to an object that is created. */
    Mono<WebAnswer> post(String path, byte[] body, long deadline) {
        return send(path, headers -> WebRequest.post(headers, JSON, body), deadline);
    }

    private Mono<WebAnswer> send(String path, Function<List<WebRequest.Header>, WebRequest> request, long deadline) {
        WebUrl target = url.withTarget(base() + path);
        if (own == null) {
            return client.send(target, request.apply(List.of(ACCEPT)), deadline);
        }
        OwnToken tokens = own;
        String token = tokens.text();
        Function<String, Mono<WebAnswer>> by =
                with -> client.send(target, request.apply(List.of(ACCEPT, authorization(with))), deadline);
        return by.apply(token)
                .flatMap(answer -> answer.status() == UNAUTHORIZED
                        ? tokens.otherThan(token).flatMap(by).defaultIfEmpty(answer)
                        : Mono.just(answer));
    }

    private String base() {
        return url.target().endsWith("/")
                ? url.target().substring(0, url.target().length() - 1)
                : url.target();
    }

    private static WebRequest.Header authorization(String token) {
        return new WebRequest.Header("Authorization", "Bearer " + token);
    }

    /** How many connections there are, in use or not. */
    int connections() {
        return client.connections();
    }

    /** Ends all requests. */
    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "ApiServer[" + name() + "]";
    }
}
