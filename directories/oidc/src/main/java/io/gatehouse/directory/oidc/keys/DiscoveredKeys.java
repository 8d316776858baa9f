package io.gatehouse.directory.oidc.keys;

import io.gatehouse.policy.text.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Finds the keys of an issuer by OpenID Connect Discovery 1.0; asks again where they are once they are not there any more. */
public final class DiscoveredKeys implements KeySource {
    private final String issuer;
    private final URI document;
    private final Pages pages;
    private final JwksReader reader;
    private final AtomicReference<@Nullable URI> known = new AtomicReference<>();

    /**
     * @param issuer as the document must name it
     * @param document where it is
     * @param algorithms those that the issuer may sign with
     */
    public DiscoveredKeys(
            String issuer, URI document, Set<SigningAlgorithm> algorithms, Pages pages, VerifierFactory verifiers) {
        this.issuer = issuer;
        this.document = document;
        this.pages = pages;
        this.reader = new JwksReader(verifiers, algorithms);
    }

    @Override
    public Mono<IssuerKeys> fetch() {
        return Mono.defer(this::location)
                .flatMap(pages::get)
                .publishOn(Schedulers.parallel())
                .map(reader::read)
                .doOnError(e -> known.set(null));
    }

    private Mono<URI> location() {
        URI place = known.get();
        return place == null ? pages.get(document).map(this::keys).doOnNext(known::set) : Mono.just(place);
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
                return keys;
            }
        } catch (URISyntaxException e) {
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
