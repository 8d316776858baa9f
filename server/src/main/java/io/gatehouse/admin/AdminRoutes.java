package io.gatehouse.admin;

import io.gatehouse.metrics.Metrics;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.server.HttpServerRequest;

/** The pages for everybody: metrics and health. */
final class AdminRoutes implements PageSource {
    private static final Logger log = LoggerFactory.getLogger(AdminRoutes.class);

    private final Health health;
    private final Metrics metrics;
    private final Scheduler rendering;

    AdminRoutes(Health health, Metrics metrics, Scheduler rendering) {
        this.health = health;
        this.metrics = metrics;
        this.rendering = rendering;
    }

    @Override
    public @Nullable Mono<AdminPage> page(HttpServerRequest request, String path) {
        return switch (path) {
            case "/metrics" ->
                PageServer.isRead(request) ? scrape(request.requestHeaders()) : Mono.just(AdminPage.READ_ONLY);
            case "/livez" -> Mono.just(PageServer.isRead(request) ? AdminPage.live(health) : AdminPage.READ_ONLY);
            case "/readyz" -> Mono.just(PageServer.isRead(request) ? AdminPage.ready(health) : AdminPage.READ_ONLY);
            case "/" -> Mono.just(PageServer.isRead(request) ? AdminPage.INDEX : AdminPage.READ_ONLY);
            default -> null;
        };
    }

    private Mono<AdminPage> scrape(HttpHeaders headers) {
        String accept = String.join(",", headers.getAll(HttpHeaderNames.ACCEPT));
        return Mono.fromCallable(() -> AdminPage.metrics(metrics.scrape(accept)))
                .subscribeOn(rendering)
                .onErrorResume(AdminRoutes::failed);
    }

    private static Mono<AdminPage> failed(Throwable error) {
        if (error instanceof RejectedExecutionException) {
            return Mono.just(AdminPage.BUSY);
        }
        log.error("The metrics could not be written", error);
        return Mono.just(AdminPage.FAILED);
    }
}
