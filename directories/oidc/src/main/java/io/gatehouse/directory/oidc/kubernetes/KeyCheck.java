package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.oidc.SignedTokens;
import io.gatehouse.directory.oidc.TokenVerifier;
import io.gatehouse.directory.oidc.keys.JwksReader;
import io.gatehouse.directory.oidc.keys.LoggedKeys;
import io.gatehouse.directory.oidc.keys.RefreshedKeys;
import io.gatehouse.directory.oidc.keys.VerifierFactory;
import io.gatehouse.policy.Identity;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** By the keys that the cluster signs with, which are asked for in the background. */
final class KeyCheck implements TokenCheck {
    private final AtomicLong version = new AtomicLong(System.nanoTime());
    private final KubernetesSettings settings;
    private final ApiServerKeys source;
    private final RefreshedKeys keys;
    private final SignedTokens issuer;

    private KeyCheck(KubernetesSettings settings, ApiServer server, InstantSource clock) {
        this.settings = settings;
        this.source = new ApiServerKeys(
                server,
                new JwksReader(VerifierFactory.fastest(), settings.token().algorithms()),
                settings.web().timeout(),
                settings.issuers());
        this.keys = new RefreshedKeys(
                source,
                settings.token().refresh(),
                new LoggedKeys(settings.name(), server.name(), version),
                System::nanoTime,
                Schedulers.parallel());
        this.issuer = new SignedTokens(new TokenVerifier(settings.name(), settings.token(), clock), keys);
    }

    /** Begins to ask for the keys; returns at once. */
    static KeyCheck start(KubernetesSettings settings, ApiServer server, InstantSource clock) {
        KeyCheck check = new KeyCheck(settings, server, clock);
        check.keys.start();
        return check;
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public @Nullable LookupResult now(ClusterAccountToken token) {
        Set<String> issuers = source.issuers();
        if (issuers == null) {
            return null;
        }
        LookupResult result = isOfOurs(token, issuers) ? issuer.now(token.token()) : NotMine.NOT_MINE;
        return result == null ? null : named(result, token.account());
    }

    @Override
    public Mono<LookupResult> later(ClusterAccountToken token, long deadline) {
        return Mono.fromFuture(() -> issuer.later(token.token()), true).map(result -> {
            Set<String> issuers = source.issuers();
            return issuers == null || isOfOurs(token, issuers) ? named(result, token.account()) : NotMine.NOT_MINE;
        });
    }

    private static boolean isOfOurs(ClusterAccountToken token, Set<String> issuers) {
        String issuer = token.issuer();
        return issuer != null && issuers.contains(issuer);
    }

    private LookupResult named(LookupResult result, ClusterAccount account) {
        if (!(result instanceof Found found)) {
            return result;
        }
        Identity proved = found.identity();
        Identity identity = new Identity(
                settings.name(),
                settings.naming().of(account),
                proved.attributes(),
                account.groups(),
                null,
                proved.expiresAt());
        return new Found(identity, found.validity());
    }

    /** Few lookups ask, and all of them together once. */
    @Override
    public Backend backend() {
        return Backend.ORDINARY.probed(Backend.Probing.SPARING);
    }

    /** Good while there are keys that may be used; asks for them where there are none. */
    @Override
    public Mono<Void> probe() {
        return Mono.defer(() -> Mono.fromFuture(keys.known(), true)).then();
    }

    @Override
    public void close() {
        keys.close();
    }
}
