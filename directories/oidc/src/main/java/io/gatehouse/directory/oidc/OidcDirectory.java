package io.gatehouse.directory.oidc;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.oidc.keys.KeyListener;
import io.gatehouse.directory.oidc.keys.KeySource;
import io.gatehouse.directory.oidc.keys.LoggedKeys;
import io.gatehouse.directory.oidc.keys.RefreshedKeys;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.LateErrors;
import io.gatehouse.policy.UndecidedException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The directory of bearer tokens: a client is who an issuer says that it is, until its token ends. It says who somebody is and not
 * what they may. A token of somebody else, and what is no JWT, is not looked at.
 */
final class OidcDirectory implements Directory {
    private final OidcSettings settings;
    private final Map<String, TokenIssuer> issuers = new LinkedHashMap<>();
    private final BearerPart part;
    private final AtomicLong version = new AtomicLong(System.nanoTime());
    private volatile boolean closed;

    private OidcDirectory(OidcSettings settings) {
        this.settings = settings;
        this.part = new BearerPart(settings.user());
    }

    /**
     * Begins to ask for the keys of all issuers; returns at once.
     *
     * @param sources where the keys of each are from
     */
    static OidcDirectory open(OidcSettings settings, Function<IssuerSettings, KeySource> sources) {
        return open(settings, sources, InstantSource.system(), System::nanoTime, Schedulers.parallel());
    }

    static OidcDirectory open(
            OidcSettings settings,
            Function<IssuerSettings, KeySource> sources,
            InstantSource clock,
            LongSupplier nanos,
            Scheduler timer) {
        OidcDirectory directory = new OidcDirectory(settings);
        for (IssuerSettings issuer : settings.issuers()) {
            KeyListener listener = new LoggedKeys(settings.name(), issuer.url(), directory.version);
            RefreshedKeys keys = new RefreshedKeys(sources.apply(issuer), issuer.refresh(), listener, nanos, timer);
            TokenVerifier verifier = new TokenVerifier(settings.name(), issuer, clock);
            directory.issuers.put(issuer.url(), new TokenIssuer(verifier, keys));
        }
        directory.issuers.values().forEach(issuer -> issuer.keys().start());
        return directory;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String type() {
        return OidcDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return part.reads();
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        String text = part.of(login.connect());
        return text == null ? null : new OidcLookup(text, version.get(), this::issuerOf);
    }

    private @Nullable TokenIssuer issuerOf(UnverifiedToken token) {
        if (closed) {
            throw new UndecidedException(Drop.UNDECIDED, "the directory is closed");
        }
        String url = token.claims().text("iss");
        return url == null ? null : issuers.get(url);
    }

    /**
     * Few lookups ask, all of them together once; and a provider may be one that counts who asks. Of several issuers one that
     * fails keeps the lookups of nobody else from asking.
     */
    @Override
    public Backend backend() {
        return Backend.ORDINARY.probed(issuers.size() == 1 ? Backend.Probing.SPARING : Backend.Probing.NEVER);
    }

    /** Good while there are keys of every issuer that may be used; asks for those of issuers that have none. */
    @Override
    public Mono<Void> probe() {
        return Flux.fromIterable(List.copyOf(issuers.values()))
                .flatMap(OidcDirectory::mistake)
                .collectList()
                .flatMap(OidcDirectory::failed)
                .contextWrite(LateErrors::ignored);
    }

    /** Why an issuer's keys are not to be had; empty when they are there. */
    private static Mono<String> mistake(TokenIssuer issuer) {
        return Mono.defer(() -> Mono.fromFuture(issuer.keys().known(), true))
                .then(Mono.<String>empty())
                .onErrorResume(e -> Mono.just(issuer.url() + ": " + e.getMessage()));
    }

    private static Mono<Void> failed(List<String> mistakes) {
        return mistakes.isEmpty()
                ? Mono.empty()
                : Mono.error(new UndecidedException(Drop.UNDECIDED, String.join("; ", mistakes)));
    }

    @Override
    public void close() {
        closed = true;
        issuers.values().forEach(issuer -> issuer.keys().close());
    }

    @Override
    public String toString() {
        return "OidcDirectory[" + name() + "]";
    }
}
