package io.gatehouse.directory.oidc;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.oidc.introspection.Introspection;
import io.gatehouse.directory.oidc.introspection.IntrospectionSettings;
import io.gatehouse.directory.oidc.introspection.TokenState;
import io.gatehouse.directory.oidc.keys.RefreshedKeys;
import io.gatehouse.policy.UndecidedException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * An issuer whose tokens are taken, with its keys.
 *
 * @param introspection says whether its tokens hold; null where it is not asked
 */
record TokenIssuer(SignedTokens signed, @Nullable Introspection introspection) implements AutoCloseable {
    private static final LookupResult NOT_ACTIVE = ClaimsVerifier.bad("token_not_active");

    RefreshedKeys keys() {
        return signed.keys();
    }

    private TokenVerifier verifier() {
        return signed.verifier();
    }

    String url() {
        return verifier().settings().url();
    }

    /** Whether what is no JWT is taken for a token of its. */
    boolean takesOpaqueTokens() {
        IntrospectionSettings settings = verifier().settings().introspection();
        return settings != null && settings.tokens().areOpaque();
    }

    private boolean isAskedAboutJwts() {
        IntrospectionSettings settings = verifier().settings().introspection();
        return settings != null && settings.tokens().areJwts();
    }

    /** What is made of a JWT by the keys that are known; null when these do not decide it. */
    @Nullable LookupResult known(UnverifiedToken token) {
        return signed.now(token);
    }

    /** Whether that is the answer, for which nobody has to be asked. */
    boolean isAnswer(@Nullable LookupResult known) {
        return known != null && !(isAskedAboutJwts() && known instanceof Found);
    }

    /**
     * What is made of a JWT after everybody was asked who has to be; an error when that does not decide it.
     *
     * @param before what was known of it
     * @param text the token as it came
     * @param deadline in {@link System#nanoTime()}; asking for keys does not end by it, since others may join that, and wait longer
     */
    Mono<LookupResult> later(UnverifiedToken token, @Nullable LookupResult before, String text, long deadline) {
        LookupResult known = before == null ? known(token) : before;
        Mono<LookupResult> verified = known == null ? verified(token) : Mono.just(known);
        return isAskedAboutJwts()
                ? verified.flatMap(result -> result instanceof Found ? asked(token, text, deadline) : Mono.just(result))
                : verified;
    }

    /** Where tokens may be no JWTs, keys that are not to be had say nothing against what is asked about those. */
    private Mono<LookupResult> verified(UnverifiedToken token) {
        Mono<LookupResult> verified = Mono.fromFuture(signed.later(token), true);
        return takesOpaqueTokens() ? verified.onErrorMap(UndecidedException.class, TokenIssuer::unusable) : verified;
    }

    private static UnusableAnswerException unusable(UndecidedException failure) {
        return new UnusableAnswerException(String.valueOf(failure.getMessage()));
    }

    private Mono<LookupResult> asked(UnverifiedToken token, String text, long deadline) {
        return state(text, deadline)
                .map(state -> state instanceof TokenState.Active active
                        ? verifier().confirmed(token, new Claims(active.claims()))
                        : NOT_ACTIVE);
    }

    /** What the issuer makes of a token that is no JWT. */
    Mono<LookupResult> opaque(String text, long deadline) {
        return state(text, deadline)
                .map(state -> state instanceof TokenState.Active active
                        ? verifier().introspected(new Claims(active.claims()))
                        : NOT_ACTIVE);
    }

    private Mono<TokenState> state(String text, long deadline) {
        return Objects.requireNonNull(introspection).ask(text, deadline);
    }

    /**
     * Completes when lookups can be answered that ask, and fails with the reason when they cannot. Where tokens may be no JWTs, that
     * is whether it can be asked about tokens: an issuer of such tokens alone may never have keys. Elsewhere all need its keys.
     */
    Mono<Void> probe() {
        if (introspection != null && takesOpaqueTokens()) {
            return introspection.probe();
        }
        return introspection == null ? knownKeys() : knownKeys().then(introspection.probe());
    }

    /** Completes when there are keys of it that may be used, asked for where there are none, and fails with the reason. */
    Mono<Void> knownKeys() {
        return Mono.defer(() -> Mono.fromFuture(keys().known(), true)).then();
    }

    @Override
    public void close() {
        keys().close();
        if (introspection != null) {
            introspection.close();
        }
    }
}
