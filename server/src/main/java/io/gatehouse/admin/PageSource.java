package io.gatehouse.admin;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** Has the pages of some paths. */
@FunctionalInterface
interface PageSource {
    /** The page for a request; null when the path is none of its own. */
    @Nullable Mono<AdminPage> page(HttpServerRequest request, String path);

    /** The pages of this one, and those of another that this one does not have. */
    default PageSource or(PageSource other) {
        return (request, path) -> {
            Mono<AdminPage> own = page(request, path);
            return own != null ? own : other.page(request, path);
        };
    }
}
