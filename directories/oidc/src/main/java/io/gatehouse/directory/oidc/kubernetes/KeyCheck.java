package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.oidc.SignedTokens;
import io.gatehouse.directory.oidc.TokenVerifier;
import io.gatehouse.directory.oidc.keys.JwksReader;
import io.gatehouse.directory.oidc.keys.LoggedKeys;
import io.gatehouse.directory.oidc.keys.RefreshedKeys;
import io.gatehouse.directory.oidc.keys.VerifierFactory;
import io.gatehouse.policy.Identity;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** By the keys that the cluster signs with, which are asked for in the background. */
final class KeyCheck implements TokenCheck {
    private final AtomicLong version = new AtomicLong(System.nanoTime());
    private final KubernetesSettings settings;
    private final ClusterIssuers issuers;
    private final RefreshedKeys keys;
    private final SignedTokens signed;

    private KeyCheck(
            KubernetesSettings settings,
            ApiServer server,
            InstantSource clock,
            LongSupplier ticks,
            ReloadRecorder recorder) {
        this.settings = settings;
        this.issuers = new ClusterIssuers(settings.name(), version, settings.issuers());
        this.keys = new RefreshedKeys(
                new ApiServerKeys(
                        server,
                        new JwksReader(
                                VerifierFactory.fastest(), settings.token().algorithms()),
                        settings.web().timeout(),
                        issuers),
                settings.token().refresh(),
                new NotedKeys(new LoggedKeys(settings.name(), server.name(), version), server.name(), recorder),
                ticks,
                Schedulers.parallel());
        this.signed = new SignedTokens(new TokenVerifier(settings.name(), settings.token(), clock), keys);
    }

    /**
     * Begins to ask for the keys; returns at once.
     *
     * @param recorder hears whether they can be asked for
     */
    static KeyCheck start(KubernetesSettings settings, ApiServer server, InstantSource clock, ReloadRecorder recorder) {
        return start(settings, server, clock, System::nanoTime, recorder);
    }

    /**
     * The same by another clock.
     *
     * @param ticks as {@link System#nanoTime}, by which keys grow old
     */
    static KeyCheck start(
            KubernetesSettings settings,
            ApiServer server,
            InstantSource clock,
            LongSupplier ticks,
            ReloadRecorder recorder) {
        KeyCheck check = new KeyCheck(settings, server, clock, ticks, recorder);
        check.keys.start();
        return check;
    }

    @Override
    public long version() {
        return version.get();
    }

    /** Of an issuer that is not known it may be one that the cluster has since a moment, so that it is asked like for an unknown key. */
    @Override
    public @Nullable LookupResult now(ClusterAccountToken token) {
        if (issuers.include(token.issuer())) {
            LookupResult result = signed.now(token.token());
            return result == null ? null : named(result, token.account());
        }
        return issuers.areConfigured() || (issuers.areKnown() && keys.isRecent()) ? NotMine.NOT_MINE : null;
    }

    @Override
    public Mono<LookupResult> later(ClusterAccountToken token, long deadline) {
        return Mono.fromFuture(() -> signed.asked(token.token()), true)
                .map(later -> issuers.include(token.issuer())
                        ? named(signed.decided(token.token(), later), token.account())
                        : foreign(later));
    }

    private static LookupResult foreign(RefreshedKeys.Later later) {
        if (later.isRecent() || later.isDecisive()) {
            return NotMine.NOT_MINE;
        }
        throw new UnusableAnswerException(
                "the issuer that the cluster had when it was asked last does not decide on the token");
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
