package io.gatehouse.service;

import io.gatehouse.admin.AdminReply;
import io.gatehouse.admin.AdminRoute;
import io.gatehouse.explain.ExplainRequestJson;
import io.gatehouse.service.revoke.LiveRevocation;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The admin requests of a service, each of which is answered as soon as there is what it asks for.
 *
 * @param reloader null as long as there is none
 * @param explainer the same
 * @param revoking revokes a user
 */
record AdminRequests(
        Supplier<@Nullable Reloader> reloader,
        Supplier<@Nullable LiveExplainer> explainer,
        AdminRoute.Handler revoking) {
    static final AdminReply STARTING = new AdminReply(503, "{\"status\":\"starting\"}");

    List<AdminRoute> routes() {
        return List.of(
                new AdminRoute("POST", "/-/reload", 0, body -> reload()),
                new AdminRoute("POST", "/-/explain", ExplainRequestJson.MAX_BYTES, this::explain),
                new AdminRoute("POST", "/-/revoke", LiveRevocation.MAX_BYTES, revoking));
    }

    private Mono<AdminReply> reload() {
        Reloader now = reloader.get();
        return now == null
                ? Mono.just(STARTING)
                : Mono.fromFuture(now.reload("POST /-/reload"), true)
                        .map(result -> new AdminReply(result.isSuccessful() ? 200 : 500, result.json()));
    }

    private Mono<AdminReply> explain(byte[] body) {
        LiveExplainer now = explainer.get();
        return now == null ? Mono.just(STARTING) : now.answer(body);
    }
}
