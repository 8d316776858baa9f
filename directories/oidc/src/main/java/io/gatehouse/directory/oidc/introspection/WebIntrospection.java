package io.gatehouse.directory.oidc.introspection;

import io.gatehouse.directory.RetryableException;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.oidc.keys.WebPages;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebClient;
import io.gatehouse.directory.web.WebException;
import io.gatehouse.directory.web.WebRequest;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebSettings;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/** Asks a provider about tokens over HTTP, with connections of its own and our own credentials. */
public final class WebIntrospection implements Introspection {
    /** What is said of one token is not longer than the longest token. */
    private static final int MOST_BYTES = 128 * 1024;

    /** No provider has given out this one. */
    private static final String MADE_UP = "gatehouse-probe";

    private static final String FORM = "application/x-www-form-urlencoded";

    private final IntrospectionSettings settings;
    private final WebClient client;
    private final Duration timeout;
    private final DiscoveredEndpoint discovered;

    private WebIntrospection(
            IntrospectionSettings settings, WebClient client, Duration timeout, DiscoveredEndpoint discovered) {
        this.settings = settings;
        this.client = client;
        this.timeout = timeout;
        this.discovered = discovered;
    }

    /**
     * Who is asked.
     *
     * @param directory the name of the directory
     * @param section where the configuration tells of the issuer, for messages
     * @param issuer as its discovery document must name it
     * @param document where that is
     * @param timeout how long an answer may take, where less is not left
     */
    public record Provider(
            String directory, String section, String issuer, URI document, TlsSettings tls, Duration timeout) {}

    /**
     * Opens it; connects to nothing yet.
     *
     * @throws UncheckedIOException when a file of TLS cannot be used
     */
    public static WebIntrospection open(IntrospectionSettings settings, Provider provider) {
        return open(settings, provider, System::nanoTime);
    }

    /** @param clock as {@link System#nanoTime}, for how long ago it was asked where it is asked */
    static WebIntrospection open(IntrospectionSettings settings, Provider provider, LongSupplier clock) {
        WebSettings web = new WebSettings(
                provider.directory(),
                provider.section(),
                provider.tls(),
                settings.poolSize(),
                provider.timeout(),
                MOST_BYTES);
        try {
            WebClient client = WebClient.of(web);
            WebPages pages = WebPages.over(client, provider.timeout());
            return new WebIntrospection(
                    settings,
                    client,
                    provider.timeout(),
                    new DiscoveredEndpoint(provider.issuer(), provider.document(), pages, clock));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public Mono<TokenState> ask(String token, long deadline) {
        return ask(token, deadline, IntrospectionReader::read);
    }

    private Mono<TokenState> ask(String token, long deadline, Function<WebAnswer, TokenState> reader) {
        return endpoint().flatMap(url -> ask(url, token, deadline, reader));
    }

    private Mono<TokenState> ask(WebUrl url, String token, long deadline, Function<WebAnswer, TokenState> reader) {
        boolean isSent = deadline - System.nanoTime() > 0;
        Mono<TokenState> state = client.send(url, request(token), deadline)
                .map(reader)
                .onErrorMap(WebException.class, WebIntrospection::words);
        return isSent ? state.doOnError(this::note) : state;
    }

    private Mono<WebUrl> endpoint() {
        WebUrl given = settings.endpoint();
        return given == null ? discovered.find() : Mono.just(given);
    }

    private WebRequest request(String token) {
        String body = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&token_type_hint=access_token";
        List<Header> headers = List.of(new Header("Accept", "application/json"), settings.credentials());
        return WebRequest.post(headers, FORM, body.getBytes(StandardCharsets.US_ASCII));
    }

    /** A server may end a connection just when a request is on its way: by another the answer is likely to come. */
    private static UndecidedException words(WebException failure) {
        String words = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case DISCONNECTED -> new RetryableException(words);
            case TOO_LARGE -> new UnusableAnswerException(words);
            default -> failure;
        };
    }

    private void note(Throwable failure) {
        if (!(failure instanceof UnusableAnswerException)) {
            discovered.doubt();
        }
    }

    /** Asks about a token that nobody has. */
    @Override
    public Mono<Void> probe() {
        return Mono.defer(() -> ask(MADE_UP, System.nanoTime() + timeout.toNanos(), IntrospectionReader::readMadeUp))
                .then();
    }

    /** How many connections there are, in use or not. */
    public int connections() {
        return client.connections();
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "WebIntrospection[]";
    }
}
