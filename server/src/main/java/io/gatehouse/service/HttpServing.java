package io.gatehouse.service;

import io.gatehouse.admin.AdminAccess;
import io.gatehouse.admin.Health;
import io.gatehouse.admin.HttpBindException;
import io.gatehouse.admin.HttpEndpoints;
import io.gatehouse.admin.HttpSettings;
import io.gatehouse.metrics.Metrics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The HTTP listeners of a service, which begin to listen while the service is put together. */
final class HttpServing {
    /** Longer than each listener waits for its own threads, even on a machine that has much to do. */
    private static final Duration STOP = Duration.ofSeconds(30);

    private final CompletableFuture<HttpEndpoints> endpoints;

    private HttpServing(CompletableFuture<HttpEndpoints> endpoints) {
        this.endpoints = endpoints;
    }

    /** Begins to serve, on other threads. */
    static HttpServing begin(@Nullable HttpSettings settings, Health health, Metrics metrics, AdminAccess admin) {
        return new HttpServing(
                HttpEndpoints.start(settings, health, metrics, admin).toFuture());
    }

    /**
     * Waits until it listens.
     *
     * @throws HttpBindException when it cannot
     */
    void await() {
        try {
            HttpEndpoints unused = endpoints.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof HttpBindException bind ? bind : e;
        }
    }

    /** Where metrics and health are served; null when nowhere. */
    @Nullable HttpSettings address() {
        return endpoints.join().address();
    }

    /** Where admin requests are served; null when there are none. */
    @Nullable HttpSettings adminAddress() {
        return endpoints.join().adminAddress();
    }

    /** Stops, also what does not listen yet. */
    void stop() {
        HttpEndpoints started = endpoints.exceptionally(failure -> null).join();
        if (started != null) {
            started.stop().block(STOP);
        }
    }
}
