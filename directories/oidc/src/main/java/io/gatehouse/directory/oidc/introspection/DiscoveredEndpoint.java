package io.gatehouse.directory.oidc.introspection;

import io.gatehouse.directory.oidc.keys.DiscoveryDocument;
import io.gatehouse.directory.oidc.keys.Pages;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.LateErrors;
import io.gatehouse.policy.UndecidedException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Where a provider is asked about tokens, as its discovery document says. That is asked for by all lookups together once, and again
 * when it was long ago, or when asking there has failed since. Nobody waits for that who knows where it was.
 */
final class DiscoveredEndpoint {
    static final Duration AGE = Duration.ofHours(1);
    static final Duration AGE_AFTER_FAILURE = Duration.ofSeconds(10);
    private static final String MEMBER = "introspection_endpoint";

    private final String issuer;
    private final URI document;
    private final Pages pages;
    private final LongSupplier clock;
    private final AtomicReference<@Nullable CompletableFuture<WebUrl>> running = new AtomicReference<>();
    private volatile @Nullable Location last;

    /**
     * @param issuer as the document must name it
     * @param document where it is
     * @param clock as {@link System#nanoTime}
     */
    DiscoveredEndpoint(String issuer, URI document, Pages pages, LongSupplier clock) {
        this.issuer = issuer;
        this.document = document;
        this.pages = pages;
        this.clock = clock;
    }

    /** Where it is, and when that was asked. */
    private record Location(WebUrl url, long asked, AtomicBoolean failed) {}

    Mono<WebUrl> find() {
        return Mono.defer(() -> {
            Location known = last;
            if (known == null) {
                return Mono.fromFuture(asked(), true);
            }
            if (isOld(known)) {
                CompletableFuture<WebUrl> unused = asked();
            }
            return Mono.just(Objects.requireNonNull(last).url);
        });
    }

    /** Asking there has failed, for which it may not be there any more. */
    void doubt() {
        Location location = last;
        if (location != null) {
            location.failed.set(true);
        }
    }

    private boolean isOld(Location location) {
        long age = clock.getAsLong() - location.asked;
        return age > (location.failed.get() ? AGE_AFTER_FAILURE : AGE).toNanos();
    }

    /** Asks for the document, where that is not under way: for everybody, so that it goes on when a lookup ends. */
    private CompletableFuture<WebUrl> asked() {
        CompletableFuture<WebUrl> result = new CompletableFuture<>();
        CompletableFuture<WebUrl> before = running.compareAndExchange(null, result);
        if (before != null) {
            return before;
        }
        long now = clock.getAsLong();
        Disposable unused = Mono.defer(() -> pages.get(document))
                .map(this::url)
                .onErrorResume(this::asBefore)
                .single()
                .contextWrite(LateErrors::ignored)
                .subscribe(url -> found(new Location(url, now, new AtomicBoolean()), result), error -> {
                    running.set(null);
                    result.completeExceptionally(error);
                });
        return result;
    }

    /** While the document is not to be had, it is where it was. */
    private Mono<WebUrl> asBefore(Throwable error) {
        Location before = last;
        return before == null ? Mono.error(error) : Mono.just(before.url);
    }

    private void found(Location location, CompletableFuture<WebUrl> result) {
        last = location;
        running.set(null);
        result.complete(location.url);
    }

    private WebUrl url(byte[] json) {
        try {
            return WebUrl.parse(DiscoveryDocument.read(issuer, json).url(MEMBER).toString());
        } catch (IllegalArgumentException e) {
            throw new UndecidedException(
                    Drop.UNDECIDED, "its discovery document has an " + MEMBER + " that cannot be asked");
        }
    }
}
