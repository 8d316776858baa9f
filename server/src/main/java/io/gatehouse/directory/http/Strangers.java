package io.gatehouse.directory.http;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebClient;
import io.gatehouse.directory.web.WebUrl;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Asks whether a service lets in somebody who does not exist: then its yes to others says nothing of them. Each URL is asked once at a
 * time, for all logins, and ahead of them while there are any; the first after a pause is asked about at the same time. The question
 * goes on when those who wait for it have gone.
 */
final class Strangers {
    /** For so long a URL that has refused a made-up login is taken to do so still; it is asked again after half of it. */
    private static final long LATELY = Duration.ofSeconds(10).toNanos();

    private final WebClient client;
    private final long timeout;
    private final LongSupplier clock;
    private final List<Asked> all;

    /**
     * @param urls where the service is asked about logins
     * @param timeout how long the question may take, whatever a login has left
     * @param clock by which a refusal ages
     */
    Strangers(WebClient client, List<WebUrl> urls, Duration timeout, LongSupplier clock) {
        this.client = client;
        this.timeout = timeout.toNanos();
        this.clock = clock;
        this.all = urls.stream().distinct().map(Asked::new).toList();
    }

    /**
     * Asks where the URL has not refused a made-up login of late, beside a login that is about to be asked about there. Where the last
     * question came to nothing, it is asked again when somebody has been let in: a service that fails is not asked twice as much.
     */
    void ask(WebUrl configured, LoginExchange exchange) {
        for (Asked each : all) {
            if (each.url.equals(configured)) {
                each.askBesideALogin(exchange);
            }
        }
    }

    /** Completes when the URL that has said yes to a login has refused a made-up one of late, or does so in time. */
    Mono<Void> confirmRefused(WebAnswer yes, AuthorizationRequest login, LoginExchange exchange, long deadline) {
        Asked asked = all.stream()
                .filter(each -> exchange.target(each.url, login).equals(yes.url()))
                .findFirst()
                .orElseThrow();
        return asked.confirm(exchange, deadline);
    }

    /** A made-up login was refused, when somebody else had asked about it. */
    void refused(WebAnswer answer) {
        for (Asked each : all) {
            if (UserTarget.of(each.url, MadeUpLogin.USER).equals(answer.url())) {
                each.refused();
            }
        }
    }

    /** A URL, and what is known of it. */
    private final class Asked {
        private final WebUrl url;
        private final AtomicReference<@Nullable CompletableFuture<Void>> question = new AtomicReference<>();
        private volatile @Nullable Long refusedAt;
        private volatile boolean hasFailed;

        Asked(WebUrl url) {
            this.url = url;
        }

        void refused() {
            refusedAt = clock.getAsLong();
            hasFailed = false;
        }

        private long age() {
            Long before = refusedAt;
            return before == null ? Long.MAX_VALUE : clock.getAsLong() - before;
        }

        void askBesideALogin(LoginExchange exchange) {
            if (!hasFailed && age() >= LATELY / 2) {
                CompletableFuture<Void> unused = question(exchange);
            }
        }

        Mono<Void> confirm(LoginExchange exchange, long deadline) {
            long age = age();
            if (age < LATELY / 2) {
                return Mono.empty();
            }
            CompletableFuture<Void> now = question(exchange);
            return age < LATELY ? Mono.empty() : client.await(url, Mono.fromFuture(now, true), deadline);
        }

        private CompletableFuture<Void> question(LoginExchange exchange) {
            CompletableFuture<Void> before = question.get();
            if (before != null && !before.isDone()) {
                return before;
            }
            CompletableFuture<Void> begun = new CompletableFuture<>();
            if (!question.compareAndSet(before, begun)) {
                return Objects.requireNonNull(question.get());
            }
            AuthorizationRequest nobody = MadeUpLogin.request();
            Disposable unused = client.send(
                            exchange.target(url, nobody), exchange.request(nobody), System.nanoTime() + timeout)
                    .doOnNext(this::take)
                    .subscribe(answer -> {}, error -> failed(begun, error), () -> begun.complete(null));
            return begun;
        }

        private void failed(CompletableFuture<Void> begun, Throwable error) {
            hasFailed = true;
            begun.completeExceptionally(error);
        }

        /**
         * Services refuse in many ways, with 401 also by a page; one that cannot answer, or a proxy in its place, has not refused, and
         * a yes ends all trust.
         */
        private void take(WebAnswer answer) {
            if (answer.isSuccess()) {
                refusedAt = null;
                throw HttpUndecided.of(answer, MadeUpLogin.LET_IN);
            }
            if (HttpUndecided.isOverloaded(answer) || HttpUndecided.isRedirection(answer)) {
                throw HttpUndecided.status(answer);
            }
            if (HttpUndecided.isPage(answer) && answer.status() != HttpUndecided.UNAUTHORIZED) {
                throw HttpUndecided.page(answer);
            }
            refused();
        }
    }
}
