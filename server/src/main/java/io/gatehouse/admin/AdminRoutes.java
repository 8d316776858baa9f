package io.gatehouse.admin;

import io.gatehouse.metrics.Metrics;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Finds the page for an HTTP request, and sends it. */
final class AdminRoutes {
    private static final Logger log = LoggerFactory.getLogger(AdminRoutes.class);

    private final Health health;
    private final Metrics metrics;
    private final Scheduler rendering;

    AdminRoutes(Health health, Metrics metrics, Scheduler rendering) {
        this.health = health;
        this.metrics = metrics;
        this.rendering = rendering;
    }

    Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return page(request).flatMap(page -> send(page, request, response));
    }

    private Mono<AdminPage> page(HttpServerRequest request) {
        if (hasBody(request.requestHeaders())) {
            return Mono.just(AdminPage.HAS_BODY);
        }
        String path = path(request.uri());
        return switch (path) {
            case "/metrics" -> isRead(request) ? scrape(request.requestHeaders()) : Mono.just(AdminPage.WRONG_METHOD);
            case "/livez" -> Mono.just(isRead(request) ? AdminPage.live(health) : AdminPage.WRONG_METHOD);
            case "/readyz" -> Mono.just(isRead(request) ? AdminPage.ready(health) : AdminPage.WRONG_METHOD);
            case "/" -> Mono.just(isRead(request) ? AdminPage.INDEX : AdminPage.WRONG_METHOD);
            default -> Mono.just(AdminPage.NOT_FOUND);
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

    private static Mono<Void> send(AdminPage page, HttpServerRequest request, HttpServerResponse response) {
        response.status(page.status())
                .header(HttpHeaderNames.CONTENT_TYPE, page.contentType())
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(page.body().length))
                .header(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .header("X-Content-Type-Options", "nosniff");
        if (page.status() == AdminPage.WRONG_METHOD.status()) {
            response.header(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        if (page.status() == AdminPage.HAS_BODY.status()) {
            response.keepAlive(false);
        }
        return HttpMethod.HEAD.equals(request.method())
                ? response.send()
                : response.sendByteArray(Mono.just(page.body())).then();
    }

    private static boolean isRead(HttpServerRequest request) {
        return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
    }

    private static boolean hasBody(HttpHeaders headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH, "0");
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING) || !length.equals("0");
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
