package io.gatehouse.directory.oidc.keys;

import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.text.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds the keys of an issuer by OpenID Connect Discovery 1.0. It asks again where they are once they are not there any more, when
 * that was asked long ago, and when it is told to.
 */
public final class DiscoveredKeys implements KeySource {
    /** The document says so seldom that they have moved. */
    static final Duration LOCATION_AGE = Duration.ofHours(1);

    private final String issuer;
    private final URI document;
    private final Pages pages;
    private final JwksReader reader;
    private final LongSupplier clock;
    private final AtomicReference<@Nullable Location> known = new AtomicReference<>();

    /**
     * @param issuer as the document must name it
     * @param document where it is
     * @param algorithms those that the issuer may sign with
     */
    public DiscoveredKeys(
            String issuer, URI document, Set<SigningAlgorithm> algorithms, Pages pages, VerifierFactory verifiers) {
        this(issuer, document, algorithms, pages, verifiers, System::nanoTime);
    }

    DiscoveredKeys(
            String issuer,
            URI document,
            Set<SigningAlgorithm> algorithms,
            Pages pages,
            VerifierFactory verifiers,
            LongSupplier clock) {
        this.issuer = issuer;
        this.document = document;
        this.pages = pages;
        this.reader = new JwksReader(verifiers, algorithms);
        this.clock = clock;
    }

    /** Where the keys are, and when that was asked. */
    private record Location(URI keys, long asked) {}

    @Override
    public Mono<IssuerKeys> fetch() {
        return Mono.defer(() -> {
            Location location = known.get();
            return location == null || isOld(location) ? located(location) : at(location.keys);
        });
    }

    @Override
    public Mono<IssuerKeys> fetchAnew() {
        return Mono.defer(() -> located(known.get()));
    }

    private boolean isOld(Location location) {
        return clock.getAsLong() - location.asked > LOCATION_AGE.toNanos();
    }

    /** While the document is not to be had, the keys are where they were. */
    private Mono<IssuerKeys> located(@Nullable Location before) {
        long now = clock.getAsLong();
        Mono<URI> place = pages.get(document).map(this::keys).doOnNext(keys -> known.set(new Location(keys, now)));
        if (before == null) {
            return place.flatMap(this::at);
        }
        // It counts as asked, for a document that never comes must not keep the next attempt from the keys too.
        known.set(new Location(before.keys, now));
        return place.onErrorReturn(before.keys).flatMap(this::at);
    }

    /** Who waits no longer cancels: the keys are not there either. */
    private Mono<IssuerKeys> at(URI place) {
        return pages.get(place)
                .publishOn(Schedulers.parallel())
                .map(reader::read)
                .doOnError(e -> known.set(null))
                .doOnCancel(() -> known.set(null));
    }

    private URI keys(byte[] json) {
        Map<String, Object> members = members(json);
        if (!issuer.equals(members.get("issuer"))) {
            throw new ProviderException("its discovery document is that of the issuer "
                    + Quoted.of(String.valueOf(members.get("issuer")))
                    + ", and url must be the same to the letter");
        }
        try {
            URI keys = new URI(String.valueOf(members.get("jwks_uri")));
            if (SafeUrl.mistake(keys) == null) {
                WebUrl unused = WebUrl.parse(keys.toString());
                return keys;
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // is said below
        }
        throw new ProviderException("its discovery document has no jwks_uri with https");
    }

    private static Map<String, Object> members(byte[] json) {
        try {
            return JsonObject.parse(json);
        } catch (ParseException e) {
            throw new ProviderException("its discovery document is no JSON object");
        }
    }

    @Override
    public void close() {
        pages.close();
    }
}
