package io.gatehouse.admin;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** Has the pages of some paths. */
@FunctionalInterface
interface PageSource {
    /** The page for a request; null when the path is none of its own. */
    @Nullable Mono<AdminPage> page(HttpServerRequest request, String path);
}
