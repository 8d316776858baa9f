package io.gatehouse.admin;

import io.gatehouse.admin.page.StaticFiles;
import io.gatehouse.metrics.Metrics;
import io.gatehouse.tls.ServerFiles;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** An HTTP/1.1 listener with one event loop of its own, so that no request to it can delay a login. */
public final class HttpEndpoint {
    private static final Logger log = LoggerFactory.getLogger(HttpEndpoint.class);

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(3);

    /** Room for a search for a user of 256 characters, each of which may be nine in a URL. */
    private static final int MAX_LINE = 4096;

    private static final int MAX_HEADERS = 8192;
    private static final int MAX_SCRAPES_WAITING = 8;

    /** How many bytes the system holds of what a connection has sent and nobody has read; by itself it would be megabytes. */
    private static final int RECEIVE_BUFFER = 65_536;

    private static final String ADVICE = "Choose another address with http.listen in the configuration file or with"
            + " --http host:port, or do without it: off";
    private static final String ADMIN_ADVICE =
            "Choose another address for admin requests with http.admin_listen, as in --set http.admin_listen=127.0.0.1:9475";

    private final DisposableServer server;
    private final LoopResources loop;
    private final Disposable rendering;
    private final NewestConnections connections;

    private HttpEndpoint(
            DisposableServer server, LoopResources loop, Disposable rendering, NewestConnections connections) {
        this.server = server;
        this.loop = loop;
        this.rendering = rendering;
        this.connections = connections;
    }

    /**
     * Starts to serve metrics and health alone, off the calling thread.
     *
     * @param elsewhere paths of admin requests, which another listener has
     * @return the endpoint once it listens, or a {@link HttpBindException}
     */
    static Mono<HttpEndpoint> start(HttpSettings settings, Health health, Metrics metrics, List<AdminRoute> elsewhere) {
        return Mono.defer(() -> {
                    Scheduler rendering = Schedulers.newBoundedElastic(
                            1, MAX_SCRAPES_WAITING, "gatehouse-scrape", (int) IDLE.toSeconds(), true);
                    PageSource open = new AdminRoutes(health, metrics, rendering);
                    PageServer pages = new PageServer(GuardedRoutes.elsewhere(elsewhere), open, AdminPage.NOT_FOUND);
                    NewestConnections connections = new NewestConnections(new AdminToken(null));
                    return bind(settings, "gatehouse-http", pages, connections, server -> server, rendering, ADVICE)
                            .doOnNext(endpoint -> log.info(
                                    "Serving metrics and health on http://{}/",
                                    endpoint.address().address()));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Starts a listener for admin requests and the page that makes them, off the calling thread. */
    static Mono<HttpEndpoint> startAdmin(HttpSettings settings, AdminAccess admin) {
        return Mono.defer(() -> {
                    PageServer pages = new PageServer(
                            new GuardedRoutes(admin, settings),
                            new StaticPages(StaticFiles.load()),
                            AdminPage.NOT_ADMIN);
                    AdminTls tls = tls(settings, admin.settings().tls());
                    return bind(
                                    settings,
                                    "gatehouse-admin",
                                    pages,
                                    new NewestConnections(admin.token()),
                                    tls == null ? server -> server : tls::on,
                                    tls == null ? Disposables.disposed() : tls,
                                    ADMIN_ADVICE)
                            .doOnNext(endpoint -> log.info(
                                    "Accepting admin requests on {}://{}/",
                                    tls == null ? "http" : "https",
                                    endpoint.address().address()));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static @Nullable AdminTls tls(HttpSettings settings, @Nullable ServerFiles files) {
        try {
            return files == null ? null : new AdminTls(files);
        } catch (IOException e) {
            throw HttpBindException.withoutTls(settings, e);
        }
    }

    /** Where it listens; the port is the real one when any was asked for. */
    public HttpSettings address() {
        return new HttpSettings(server.host(), server.port());
    }

    /**
     * Stops to listen, closes all connections, and ends its threads. One that is busy for longer, as on a machine that has much to do, is not
     * waited for: it ends when it is not any more, or with the process.
     */
    public Mono<Void> stop() {
        return Mono.<Void>fromRunnable(this::close)
                .then(server.onDispose())
                .then(Mono.<Void>fromRunnable(connections::closeAll))
                .then(loop.disposeLater(Duration.ZERO, STOP))
                .timeout(STOP.plusSeconds(1))
                .onErrorResume(late -> {
                    log.info("the HTTP listener on port {} is still busy: it is not waited for", server.port());
                    return Mono.<Void>fromRunnable(loop::dispose).subscribeOn(Schedulers.boundedElastic());
                });
    }

    /** On the caller's thread: ending an executor may wait for its lock, which no event loop should. */
    private void close() {
        server.dispose();
        rendering.dispose();
    }

    private static Mono<HttpEndpoint> bind(
            HttpSettings settings,
            String thread,
            PageServer pages,
            NewestConnections connections,
            UnaryOperator<HttpServer> tls,
            Disposable rendering,
            String advice) {
        LoopResources loop = LoopResources.create(thread, 1, true);
        return tls.apply(server(settings, loop, connections))
                .handle(pages::answer)
                .bind()
                .<HttpEndpoint>map(server -> new HttpEndpoint(server, loop, rendering, connections))
                .onErrorMap(error -> new HttpBindException(settings, advice, error))
                .doOnError(error -> {
                    loop.dispose();
                    rendering.dispose();
                });
    }

    private static HttpServer server(HttpSettings settings, LoopResources loop, NewestConnections connections) {
        return HttpServer.create()
                .host(settings.host())
                .port(settings.port())
                .runOn(loop, false)
                .option(ChannelOption.SO_BACKLOG, NewestConnections.MAX)
                .childOption(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .idleTimeout(IDLE)
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(MAX_LINE).maxHeaderSize(MAX_HEADERS))
                .doOnChannelInit((observer, channel, remote) -> connections.add(channel));
    }
}
