package io.gatehouse.directory.oidc.introspection;

import io.gatehouse.directory.oidc.keys.DiscoveryDocument;
import io.gatehouse.directory.oidc.keys.Pages;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Where a provider is asked about tokens, as its discovery document says. That is asked for by all lookups together once, and again
 * when it was long ago, or when asking there has failed since.
 */
final class DiscoveredEndpoint {
    static final Duration AGE = Duration.ofHours(1);
    static final Duration AGE_AFTER_FAILURE = Duration.ofSeconds(10);
    private static final String MEMBER = "introspection_endpoint";

    private final String issuer;
    private final URI document;
    private final Pages pages;
    private final LongSupplier clock;
    private final AtomicReference<@Nullable Location> last = new AtomicReference<>();
    private final Mono<Location> current;

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
        this.current = Mono.defer(this::located).cacheInvalidateIf(this::isOld);
    }

    /** Where it is, and when that was asked. */
    private record Location(WebUrl url, long asked, AtomicBoolean failed) {}

    Mono<WebUrl> find() {
        return current.map(Location::url);
    }

    /** Asking there has failed, for which it may not be there any more. */
    void doubt() {
        Location location = last.get();
        if (location != null) {
            location.failed.set(true);
        }
    }

    private boolean isOld(Location location) {
        long age = clock.getAsLong() - location.asked;
        return age > (location.failed.get() ? AGE_AFTER_FAILURE : AGE).toNanos();
    }

    /** While the document is not to be had, it is where it was. */
    private Mono<Location> located() {
        long now = clock.getAsLong();
        Location before = last.get();
        Mono<WebUrl> found = pages.get(document).map(this::url);
        return (before == null ? found : found.onErrorReturn(before.url))
                .map(url -> new Location(url, now, new AtomicBoolean()))
                .doOnNext(last::set);
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
