package io.gatehouse.directory.web;

import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.LookupTrace;
import io.gatehouse.policy.LateErrors;
import io.gatehouse.spans.LoginTrace;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * An HTTP/1.1 client for the backends of one directory, with connections, threads and a resolver of its own. It tries nothing a
 * second time, follows no redirect, and knows no proxy and no cookie. A request whose answer nobody waits for any more has its
 * connection closed.
 */
public final class WebClient implements AutoCloseable {
    private static final int MAX_LINE = 4096;
    private static final int MAX_HEADERS = 16 * 1024;

    private static final Duration LOOK = Duration.ofSeconds(10);

    /** Configured servers, and those that they tell of, are few. */
    private static final int MOST_SERVERS = 64;

    private final WebSettings settings;
    private final WebTlsFiles tls;
    private final WebConnections connections;
    private final Map<Endpoint, HttpClient> clients = new ConcurrentHashMap<>();

    private WebClient(WebSettings settings, WebTlsFiles tls, WebConnections connections) {
        this.settings = settings;
        this.tls = tls;
        this.connections = connections;
    }

    /** A server, and the TLS that it is connected to with. */
    private record Endpoint(String server, WebTls tls) {}

    /**
     * Makes a client, and connects to nothing.
     *
     * @throws IOException when a file of TLS cannot be used
     */
    public static WebClient of(WebSettings settings) throws IOException {
        return of(settings, HostResolver.of(settings.name()));
    }

    /**
     * The same, with a resolver that is closed with it.
     *
     * @throws IOException when a file of TLS cannot be used
     */
    public static WebClient of(WebSettings settings, HostResolver hosts) throws IOException {
        return new WebClient(settings, new WebTlsFiles(settings, LOOK), WebConnections.of(settings, hosts));
    }

    /** @param look how often the files of TLS are looked at, at most */
    static WebClient of(WebSettings settings, Duration look) throws IOException {
        WebTlsFiles tls = new WebTlsFiles(settings, look);
        return new WebClient(settings, tls, WebConnections.of(settings, HostResolver.of(settings.name())));
    }

    /**
     * Sends a request, once somebody subscribes.
     *
     * @param deadline in {@link System#nanoTime()}
     * @return the answer, whatever its status, or a {@link WebException}
     */
    public Mono<WebAnswer> send(WebUrl url, WebRequest request, long deadline) {
        return Mono.deferContextual(context -> {
            LoginTrace trace = LookupTrace.of(context);
            return trace == null
                    ? ask(url, request, deadline)
                    : TracedRequest.send(trace, settings.name(), url, request, traced -> ask(url, traced, deadline));
        });
    }

    private Mono<WebAnswer> ask(WebUrl url, WebRequest request, long deadline) {
        return Mono.defer(() -> {
                    Duration left = left(deadline);
                    if (left.isZero()) {
                        return Mono.error(WebFailures.late(url));
                    }
                    return exchange(url, request).timeout(left, connections.timer());
                })
                .onErrorMap(
                        Exception.class,
                        error -> connections.isClosed() ? WebFailures.closed(url) : WebFailures.of(url, error))
                .contextWrite(LateErrors::ignored);
    }

    /**
     * Waits for an answer for which others wait longer.
     *
     * @param deadline in {@link System#nanoTime()}
     * @return the answer, what it fails with, or a {@link WebException} when it is not there in time
     */
    public <T> Mono<T> await(WebUrl url, Mono<T> answer, long deadline) {
        return Mono.defer(() ->
                        answer.timeout(left(deadline), Mono.error(() -> WebFailures.late(url)), connections.timer()))
                .contextWrite(LateErrors::ignored);
    }

    private Duration left(long deadline) {
        long nanos = Math.min(deadline - System.nanoTime(), settings.timeout().toNanos());
        return Duration.ofNanos(Math.max(0, nanos));
    }

    private Mono<WebAnswer> exchange(WebUrl url, WebRequest request) {
        return client(url)
                .headers(headers -> set(headers, request))
                .request(HttpMethod.valueOf(request.method()))
                .uri(url.full())
                .send(
                        request.body().length == 0
                                ? Mono.empty()
                                : Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request.body())))
                .response((response, content) -> whole(url, response, content.asByteArray()))
                .single();
    }

    private static void set(HttpHeaders headers, WebRequest request) {
        headers.set(HttpHeaderNames.USER_AGENT, "gatehouse");
        if (request.body().length > 0) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
        }
        request.headers().forEach(header -> headers.set(header.name(), header.value()));
    }

    private Publisher<WebAnswer> whole(WebUrl url, HttpClientResponse response, Flux<byte[]> content) {
        int status = response.status().code();
        Map<String, String> headers = headers(response.responseHeaders());
        return content.reduceWith(() -> new WebBody(url, settings.maxBytes()), WebBody::plus)
                .map(body -> new WebAnswer(url, status, headers, body.bytes()));
    }

    private static Map<String, String> headers(HttpHeaders headers) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header -> all.merge(header.getKey(), header.getValue(), (one, other) -> one + ", " + other));
        return all;
    }

    private HttpClient client(WebUrl url) {
        if (tls.isLookDue()) {
            Disposable unused = Schedulers.boundedElastic().schedule(this::lookAtFiles);
        }
        Endpoint endpoint = new Endpoint(url.server(), tls.current());
        HttpClient known = clients.get(endpoint);
        if (known != null) {
            return known;
        }
        if (clients.size() >= MOST_SERVERS) {
            throw new IllegalStateException("too many servers");
        }
        return clients.computeIfAbsent(endpoint, made -> connecting(url, made.tls));
    }

    /** Connections of before are not used any more, and end when they have been idle. */
    private void lookAtFiles() {
        tls.look();
        WebTls now = tls.current();
        clients.keySet().removeIf(endpoint -> !endpoint.tls.equals(now));
    }

    private HttpClient connecting(WebUrl url, WebTls with) {
        HttpClient client = connections
                .client()
                .noProxy()
                .protocol(HttpProtocol.HTTP11)
                .disableRetry(true)
                .followRedirect(false)
                .compress(false)
                .keepAlive(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectTimeout().toMillis())
                .httpResponseDecoder(
                        decoder -> decoder.maxInitialLineLength(MAX_LINE).maxHeaderSize(MAX_HEADERS));
        if (!url.secure()) {
            return client.noSSL();
        }
        try {
            return client.secure(with.provider(url.host()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many connections there are, in use or not. */
    public int connections() {
        return connections.open();
    }

    /** Ends all requests, and lets go of connections and threads. */
    @Override
    public void close() {
        connections.close();
    }

    @Override
    public String toString() {
        return "WebClient[" + settings.name() + "]";
    }
}
