package io.gatehouse.admin;

import io.gatehouse.metrics.Metrics;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The listeners of the service: one for metrics and health, and, where there is a token, one for admin requests. */
public final class HttpEndpoints {
    private final @Nullable HttpEndpoint open;
    private final @Nullable HttpEndpoint admin;

    private HttpEndpoints(@Nullable HttpEndpoint open, @Nullable HttpEndpoint admin) {
        this.open = open;
        this.admin = admin;
    }

    /**
     * Starts to serve, off the calling thread.
     *
     * @param http null where metrics and health are not served
     * @return the listeners once they listen, or a {@link HttpBindException} and none of them
     */
    public static Mono<HttpEndpoints> start(
            @Nullable HttpSettings http, Health health, Metrics metrics, AdminAccess access) {
        Mono<HttpEndpoints> first = http == null
                ? Mono.just(new HttpEndpoints(null, null))
                : HttpEndpoint.start(http, health, metrics, access.routes())
                        .map(endpoint -> new HttpEndpoints(endpoint, null));
        return access.settings().token() == null ? first : first.flatMap(started -> started.withAdmin(access));
    }

    private Mono<HttpEndpoints> withAdmin(AdminAccess access) {
        return HttpEndpoint.startAdmin(access.settings().listen(), access)
                .map(endpoint -> new HttpEndpoints(open, endpoint))
                .onErrorResume(error -> stop().then(Mono.error(error)));
    }

    /** Where metrics and health are served; null where they are not. */
    public @Nullable HttpSettings address() {
        return open == null ? null : open.address();
    }

    /** Where admin requests are served; null where there are none. */
    public @Nullable HttpSettings adminAddress() {
        return admin == null ? null : admin.address();
    }

    /** Stops to listen, closes all connections, and ends the threads. */
    public Mono<Void> stop() {
        return stop(admin).then(stop(open));
    }

    private static Mono<Void> stop(@Nullable HttpEndpoint endpoint) {
        return endpoint == null ? Mono.empty() : endpoint.stop();
    }
}
