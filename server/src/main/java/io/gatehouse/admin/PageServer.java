package io.gatehouse.admin;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Finds the page for an HTTP request, and sends it.
 *
 * @param admin the pages that may be for a request with a body
 * @param open the pages for everybody
 * @param notFound what is said of other paths
 */
record PageServer(PageSource admin, PageSource open, AdminPage notFound) {
    Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return page(request).flatMap(page -> send(page, request, response));
    }

    private Mono<AdminPage> page(HttpServerRequest request) {
        String path = path(request.uri());
        Mono<AdminPage> guarded = admin.page(request, path);
        if (guarded != null) {
            return guarded;
        }
        if (hasBody(request.requestHeaders())) {
            return Mono.just(AdminPage.HAS_BODY);
        }
        Mono<AdminPage> found = open.page(request, path);
        return found != null ? found : Mono.just(notFound);
    }

    private static Mono<Void> send(AdminPage page, HttpServerRequest request, HttpServerResponse response) {
        response.status(page.status())
                .header(HttpHeaderNames.CONTENT_TYPE, page.contentType())
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(page.body().length))
                .header(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .header("X-Content-Type-Options", "nosniff");
        page.headers().forEach(response::header);
        if (page.status() >= 400 && hasBody(request.requestHeaders())) {
            // What was not read of the body is not taken for the next request.
            response.keepAlive(false);
        }
        return HttpMethod.HEAD.equals(request.method()) || page.status() == AdminPage.NOT_MODIFIED
                ? response.send()
                : response.sendByteArray(Mono.just(page.body())).then();
    }

    /** Whether it asks for what is there, and changes nothing. */
    static boolean isRead(HttpServerRequest request) {
        return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
    }

    static boolean hasBody(HttpHeaders headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH, "0");
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING) || !length.equals("0");
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
