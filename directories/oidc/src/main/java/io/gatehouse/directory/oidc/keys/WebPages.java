package io.gatehouse.directory.oidc.keys;

import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebClient;
import io.gatehouse.directory.web.WebException;
import io.gatehouse.directory.web.WebRequest;
import io.gatehouse.directory.web.WebSettings;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** Pages by HTTP, without redirects. */
public final class WebPages implements Pages {
    /** A key with its certificates has some kilobytes. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final int CONNECTIONS = 2;
    private static final int OK = 200;
    private static final List<WebRequest.Header> HEADERS =
            List.of(new WebRequest.Header("Accept", "application/json, application/jwk-set+json"));

    private final WebClient client;
    private final Duration timeout;

    private WebPages(WebClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /**
     * Those of an issuer; connects to nothing yet.
     *
     * @param directory the name of the directory
     * @param section where the configuration tells of the issuer, for messages
     * @throws UncheckedIOException when a file of TLS cannot be used
     */
    public static WebPages of(String directory, String section, TlsSettings tls, Duration timeout) {
        return of(directory, section, tls, timeout, HostResolver.of(directory));
    }

    /**
     * The same, with a resolver that is closed with it.
     *
     * @throws UncheckedIOException when a file of TLS cannot be used
     */
    public static WebPages of(String directory, String section, TlsSettings tls, Duration timeout, HostResolver hosts) {
        try {
            WebSettings settings = new WebSettings(directory, section, tls, CONNECTIONS, timeout, MOST_BYTES);
            WebClient client = WebClient.of(settings, hosts);
            return new WebPages(client, timeout);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** By a client that is there already, and is closed with it. */
    public static WebPages over(WebClient client, Duration timeout) {
        return new WebPages(client, timeout);
    }

    /** Asks once more where a connection has ended before the answer: it was idle, and the server had enough of it. */
    @Override
    public Mono<byte[]> get(URI url) {
        return Mono.defer(() -> once(url))
                .onErrorResume(WebException.class, e -> e.isRetryable() ? once(url) : Mono.error(e));
    }

    private Mono<byte[]> once(URI url) {
        WebUrl page = WebUrl.parse(url.toString());
        return client.send(page, WebRequest.get(HEADERS), System.nanoTime() + timeout.toNanos())
                .map(answer -> body(page, answer));
    }

    private static byte[] body(WebUrl page, WebAnswer answer) {
        if (answer.status() != OK) {
            throw new ProviderException(page + " answered with HTTP status " + answer.status());
        }
        return answer.body();
    }

    @Override
    public void close() {
        client.close();
    }
}
