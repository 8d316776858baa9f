package io.gatehouse.directory.oidc;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.oidc.introspection.BoundedIntrospection;
import io.gatehouse.directory.oidc.introspection.Introspection;
import io.gatehouse.directory.oidc.introspection.IntrospectionSettings;
import io.gatehouse.directory.oidc.keys.KeyListener;
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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The directory of bearer tokens: a client is who an issuer says that it is, until its token ends. It says who somebody is and not
 * what they may. A token of somebody else is not looked at, nor what is no JWT where nobody can be asked about it.
 */
final class OidcDirectory implements Directory {
    /** A provider answers within some tens of milliseconds: so many lookups have had their turn at a connection in time. */
    static final int LOOKUPS_FOR_EACH = 4;

    private final OidcSettings settings;
    private final Map<String, TokenIssuer> issuers = new LinkedHashMap<>();
    private final BearerPart part;
    private final AtomicLong version = new AtomicLong(System.nanoTime());
    private volatile boolean closed;

    private OidcDirectory(OidcSettings settings) {
        this.settings = settings;
        this.part = new BearerPart(settings.user(), settings.takesOpaqueTokens());
    }

    /**
     * Begins to ask for the keys of all issuers; returns at once.
     *
     * @param access how each is asked
     */
    static OidcDirectory open(OidcSettings settings, ProviderAccess access) {
        return open(settings, access, InstantSource.system(), System::nanoTime, Schedulers.parallel());
    }

    static OidcDirectory open(
            OidcSettings settings, ProviderAccess access, InstantSource clock, LongSupplier nanos, Scheduler timer) {
        OidcDirectory directory = new OidcDirectory(settings);
        for (IssuerSettings issuer : settings.issuers()) {
            IntrospectionSettings asked = issuer.introspection();
            boolean needed = asked == null || !asked.tokens().areOpaque();
            KeyListener listener = new LoggedKeys(settings.name(), issuer.url(), directory.version, needed);
            RefreshedKeys keys = new RefreshedKeys(access.keys(issuer), issuer.refresh(), listener, nanos, timer);
            TokenVerifier verifier = new TokenVerifier(settings.name(), issuer, clock);
            directory.issuers.put(
                    issuer.url(),
                    new TokenIssuer(new SignedTokens(verifier, keys), directory.introspection(access, issuer)));
        }
        directory.issuers.values().forEach(issuer -> issuer.keys().start());
        return directory;
    }

    /** Of several issuers none has all the places that there are for lookups: one that hangs would keep the others out. */
    private @Nullable Introspection introspection(ProviderAccess access, IssuerSettings issuer) {
        Introspection introspection = access.introspection(issuer);
        IntrospectionSettings how = issuer.introspection();
        return introspection == null || how == null || settings.issuers().size() == 1
                ? introspection
                : new BoundedIntrospection(introspection, how.poolSize() * LOOKUPS_FOR_EACH);
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
        BearerPart.Brought brought = part.of(login.connect());
        return brought == null ? null : new OidcLookup(brought, version.get(), this::issuerOf);
    }

    /** @param token null for one that is no JWT, and does not say whose it is */
    private @Nullable TokenIssuer issuerOf(@Nullable UnverifiedToken token) {
        if (closed) {
            throw new UndecidedException(Drop.UNDECIDED, "the directory is closed");
        }
        if (token == null) {
            return issuers.values().stream()
                    .filter(TokenIssuer::takesOpaqueTokens)
                    .findFirst()
                    .orElse(null);
        }
        String url = token.claims().text("iss");
        return url == null ? null : issuers.get(url);
    }

    /**
     * Few lookups ask for keys, all of them together once; each may ask about its token, where an issuer is asked for that. A
     * provider may be one that counts who asks. Of several issuers one that fails or hangs keeps the lookups of nobody else from
     * asking, and each has a bound of its own.
     */
    @Override
    public Backend backend() {
        if (issuers.size() > 1) {
            return Backend.ORDINARY.serving(Integer.MAX_VALUE).probed(Backend.Probing.NEVER);
        }
        boolean asks = issuers.values().stream().anyMatch(issuer -> issuer.introspection() != null);
        return (asks ? Backend.adaptive() : Backend.ORDINARY).probed(Backend.Probing.SPARING);
    }

    /**
     * Good while those issuers answer that are asked about tokens, and there are keys of the others that may be used, and of those
     * whose tokens are JWTs alone; asks for keys that are not there.
     */
    @Override
    public Mono<Void> probe() {
        return Flux.fromIterable(List.copyOf(issuers.values()))
                .flatMap(OidcDirectory::mistake)
                .collectList()
                .flatMap(OidcDirectory::failed)
                .contextWrite(LateErrors::ignored);
    }

    /** Why an issuer cannot be asked; empty when it can. */
    private static Mono<String> mistake(TokenIssuer issuer) {
        return issuer.probe()
                .then(Mono.<String>empty())
                .onErrorResume(e -> Mono.just(issuer.url() + ": " + e.getMessage()));
    }

    /** The probe asks no issuer for keys whose tokens may be no JWTs, and its JWTs need them. */
    @Override
    public Flux<String> limitations() {
        return Flux.fromIterable(List.copyOf(issuers.values()))
                .filter(TokenIssuer::takesOpaqueTokens)
                .flatMap(issuer -> issuer.knownKeys()
                        .then(Mono.<String>empty())
                        .onErrorResume(e -> Mono.just(issuer.url() + ": " + e.getMessage()
                                + ". Its tokens that are JWTs get no answer; if there are none, nothing is wrong")))
                .contextWrite(LateErrors::ignored);
    }

    private static Mono<Void> failed(List<String> mistakes) {
        return mistakes.isEmpty()
                ? Mono.empty()
                : Mono.error(new UndecidedException(Drop.UNDECIDED, String.join("; ", mistakes)));
    }

    @Override
    public void close() {
        closed = true;
        issuers.values().forEach(TokenIssuer::close);
    }

    @Override
    public String toString() {
        return "OidcDirectory[" + name() + "]";
    }
}
