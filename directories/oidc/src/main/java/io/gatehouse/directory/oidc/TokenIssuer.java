package io.gatehouse.directory.oidc;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.oidc.introspection.Introspection;
import io.gatehouse.directory.oidc.introspection.IntrospectionSettings;
import io.gatehouse.directory.oidc.introspection.TokenState;
import io.gatehouse.directory.oidc.keys.RefreshedKeys;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * An issuer whose tokens are taken, with its keys.
 *
 * @param introspection says whether its tokens hold; null where it is not asked
 */
record TokenIssuer(
        TokenVerifier verifier,
        RefreshedKeys keys,
        @Nullable Introspection introspection) implements AutoCloseable {
    private static final LookupResult UNKNOWN_KEY = ClaimsVerifier.bad("token_of_an_unknown_key");
    private static final LookupResult NOT_ACTIVE = ClaimsVerifier.bad("token_not_active");

    String url() {
        return verifier.settings().url();
    }

    /** Whether what is no JWT is taken for a token of its. */
    boolean takesOpaqueTokens() {
        IntrospectionSettings settings = verifier.settings().introspection();
        return settings != null && settings.tokens().areOpaque();
    }

    private boolean isAskedAboutJwts() {
        IntrospectionSettings settings = verifier.settings().introspection();
        return settings != null && settings.tokens().areJwts();
    }

    /** What is made of a JWT by what is known; null when somebody has to be asked first. */
    @Nullable LookupResult now(UnverifiedToken token) {
        LookupResult result = verified(token);
        return isAskedAboutJwts() && result instanceof Found ? null : result;
    }

    /** The same by the keys that are there; null when they have to be asked for first. */
    private @Nullable LookupResult verified(UnverifiedToken token) {
        boolean isRecent = keys.isRecent();
        LookupResult result = verifier.result(token, keys.current());
        return isRecent || !TokenVerifier.isOfItsKey(result) ? result : null;
    }

    /**
     * What is made of a JWT after everybody was asked who has to be; an error when that does not decide it.
     *
     * @param text the token as it came
     * @param deadline in {@link System#nanoTime()}; asking for keys does not end by it, since others may join that, and wait longer
     */
    Mono<LookupResult> later(UnverifiedToken token, String text, long deadline) {
        LookupResult known = verified(token);
        Mono<LookupResult> verified = known == null ? Mono.fromFuture(withLaterKeys(token), true) : Mono.just(known);
        return isAskedAboutJwts()
                ? verified.flatMap(result -> result instanceof Found ? asked(token, text, deadline) : Mono.just(result))
                : verified;
    }

    private CompletableFuture<LookupResult> withLaterKeys(UnverifiedToken token) {
        String id = Objects.requireNonNullElse(token.headerText("kid"), "");
        return keys.later(id).thenApply(later -> decided(token, later));
    }

    private LookupResult decided(UnverifiedToken token, RefreshedKeys.Later later) {
        LookupResult result = verifier.result(token, later.keys());
        if (result != null && (later.isRecent() || !TokenVerifier.isOfItsKey(result))) {
            return result;
        }
        if (!later.isDecisive()) {
            throw new UnusableAnswerException(
                    "the keys that the issuer had when it was asked last do not decide on the token");
        }
        return result == null ? UNKNOWN_KEY : result;
    }

    private Mono<LookupResult> asked(UnverifiedToken token, String text, long deadline) {
        return state(text, deadline)
                .map(state -> state instanceof TokenState.Active active
                        ? verifier.confirmed(token, new Claims(active.claims()))
                        : NOT_ACTIVE);
    }

    /** What the issuer makes of a token that is no JWT. */
    Mono<LookupResult> opaque(String text, long deadline) {
        return state(text, deadline)
                .map(state -> state instanceof TokenState.Active active
                        ? verifier.introspected(new Claims(active.claims()))
                        : NOT_ACTIVE);
    }

    private Mono<TokenState> state(String text, long deadline) {
        return Objects.requireNonNull(introspection).ask(text, deadline);
    }

    /** Completes when it can be asked for all that is asked of it, and fails with the reason when it cannot. */
    Mono<Void> probe() {
        Mono<Void> known = Mono.defer(() -> Mono.fromFuture(keys.known(), true)).then();
        return introspection == null ? known : known.then(introspection.probe());
    }

    @Override
    public void close() {
        keys.close();
        if (introspection != null) {
            introspection.close();
        }
    }
}
