package io.gatehouse.admin;

import io.gatehouse.metrics.Metrics;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** The HTTP/1.1 endpoint for metrics and health, with one event loop of its own, so that no request to it can delay a login. */
public final class HttpEndpoint {
    private static final Logger log = LoggerFactory.getLogger(HttpEndpoint.class);

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(1);
    private static final int MAX_LINE = 2048;
    private static final int MAX_HEADERS = 8192;
    private static final int MAX_SCRAPES_WAITING = 8;

    private final DisposableServer server;
    private final LoopResources loop;
    private final Scheduler rendering;
    private final NewestConnections connections;

    private HttpEndpoint(
            DisposableServer server, LoopResources loop, Scheduler rendering, NewestConnections connections) {
        this.server = server;
        this.loop = loop;
        this.rendering = rendering;
        this.connections = connections;
    }

    /**
     * Starts to serve, off the calling thread.
     *
     * @return the endpoint once it listens, or a {@link HttpBindException}
     */
    public static Mono<HttpEndpoint> start(HttpSettings settings, Health health, Metrics metrics) {
        return Mono.defer(() -> bind(settings, health, metrics)).subscribeOn(Schedulers.boundedElastic());
    }

    /** Where it listens; the port is the real one when any was asked for. */
    public HttpSettings address() {
        return new HttpSettings(server.host(), server.port());
    }

    /** Stops to listen, closes all connections, and ends its threads. */
    public Mono<Void> stop() {
        return Mono.<Void>fromRunnable(this::close)
                .then(server.onDispose())
                .then(Mono.<Void>fromRunnable(connections::closeAll))
                .then(loop.disposeLater(Duration.ZERO, STOP));
    }

    /** On the caller's thread: ending an executor may wait for its lock, which no event loop should. */
    private void close() {
        server.dispose();
        rendering.dispose();
    }

    private static Mono<HttpEndpoint> bind(HttpSettings settings, Health health, Metrics metrics) {
        LoopResources loop = LoopResources.create("gatehouse-http", 1, true);
        Scheduler rendering =
                Schedulers.newBoundedElastic(1, MAX_SCRAPES_WAITING, "gatehouse-scrape", (int) IDLE.toSeconds(), true);
        NewestConnections connections = new NewestConnections();
        return server(settings, loop, connections)
                .handle(new AdminRoutes(health, metrics, rendering)::answer)
                .bind()
                .<HttpEndpoint>map(server -> new HttpEndpoint(server, loop, rendering, connections))
                .doOnNext(endpoint -> log.info(
                        "Serving metrics and health on http://{}/",
                        endpoint.address().address()))
                .onErrorMap(error -> new HttpBindException(settings, error))
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
                .idleTimeout(IDLE)
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(MAX_LINE).maxHeaderSize(MAX_HEADERS))
                .doOnChannelInit((observer, channel, remote) -> connections.add(channel));
    }
}
