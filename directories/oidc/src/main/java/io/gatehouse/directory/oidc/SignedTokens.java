package io.gatehouse.directory.oidc;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.oidc.keys.RefreshedKeys;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What an issuer's keys make of its tokens. */
public record SignedTokens(TokenVerifier verifier, RefreshedKeys keys) {
    private static final LookupResult UNKNOWN_KEY = ClaimsVerifier.bad("token_of_an_unknown_key");

    /** What is made of a token by the keys that are there; null when they have to be asked for first. */
    public @Nullable LookupResult now(UnverifiedToken token) {
        boolean isRecent = keys.isRecent();
        LookupResult result = verifier.result(token, keys.current());
        return isRecent || !TokenVerifier.isOfItsKey(result) ? result : null;
    }

    /** The same after they were asked for; an error when that does not decide it. */
    public CompletableFuture<LookupResult> later(UnverifiedToken token) {
        return asked(token).thenApply(later -> decided(token, later));
    }

    /** The keys once they were asked for again because of a token. */
    public CompletableFuture<RefreshedKeys.Later> asked(UnverifiedToken token) {
        return keys.later(Objects.requireNonNullElse(token.headerText("kid"), ""));
    }

    /**
     * What is made of a token by keys that were asked for because of it.
     *
     * @throws UnusableAnswerException when that is not decided by them
     */
    public LookupResult decided(UnverifiedToken token, RefreshedKeys.Later later) {
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
}
