package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.Validity;
import io.gatehouse.directory.oidc.TokenVerifier;
import io.gatehouse.directory.web.WebException;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * By the API server's word: it is asked about each token that is not remembered, and knows which service accounts, pods and secrets were
 * deleted. What nobody could take for good is not asked about.
 */
final class ReviewCheck implements TokenCheck {
    private static final String REVIEWS = "/apis/authentication.k8s.io/v1/tokenreviews";
    private static final String NOBODY = "gatehouse-probe";

    /** After so long each API server of a cluster has heard of a new object. */
    private static final Duration HEARD_OF = Duration.ofMinutes(1);

    private final long version = System.nanoTime();
    private final KubernetesSettings settings;
    private final ApiServer server;
    private final TokenVerifier verifier;
    private final InstantSource clock;

    ReviewCheck(KubernetesSettings settings, ApiServer server, InstantSource clock) {
        this.settings = settings;
        this.server = server;
        this.verifier = new TokenVerifier(settings.name(), settings.token(), clock);
        this.clock = clock;
    }

    /** Always the same: what is deleted is not known here, and counts when a review has ended. */
    @Override
    public long version() {
        return version;
    }

    /** Rejects what has ended, or is for another audience, by its own claims. */
    @Override
    public @Nullable LookupResult now(ClusterAccountToken token) {
        String issuer = token.issuer();
        boolean isOfOurs = settings.issuers().isEmpty()
                || (issuer != null && settings.issuers().contains(issuer));
        return isOfOurs ? verifier.result(token.token(), null) : NotMine.NOT_MINE;
    }

    @Override
    public Mono<LookupResult> later(ClusterAccountToken token, long deadline) {
        return review(token.text(), deadline)
                .onErrorMap(WebException.class, WebException::ofLookup)
                .map(review -> result(review, token));
    }

    private Mono<TokenReview> review(String text, long deadline) {
        Set<String> audiences = settings.token().audiences();
        return server.post(REVIEWS, TokenReview.request(text, audiences), deadline)
                .map(TokenReview::read);
    }

    /** The pod or secret of a token is older than the token is. */
    private boolean isNew(ClusterAccountToken token) {
        Instant issued = token.token().claims().time("iat");
        return issued == null || issued.plus(HEARD_OF).isAfter(clock.instant());
    }

    private LookupResult result(TokenReview review, ClusterAccountToken token) {
        if (!review.authenticated()) {
            return ReviewError.rejection(review.error(), isNew(token));
        }
        review.verify(token.account().username(), settings.token().audiences());
        Instant end = Objects.requireNonNull(token.token().claims().time("exp"));
        Instant next = clock.instant().plus(settings.reviewTtl());
        Identity identity = new Identity(
                settings.name(),
                settings.naming().of(token.account()),
                settings.token().mappings().attributes(token.token().claims()),
                review.groups(),
                null,
                end);
        return new Found(identity, new Validity(next.isBefore(end) ? next : end));
    }

    /** Nobody says how many it reviews at a time. */
    @Override
    public Backend backend() {
        return Backend.adaptive();
    }

    /** Has a token reviewed that is nobody's, which the API server says without asking anybody else. */
    @Override
    public Mono<Void> probe() {
        return Mono.defer(() -> review(
                        NOBODY, System.nanoTime() + settings.web().timeout().toNanos()))
                .doOnNext(ReviewCheck::requireRefused)
                .then();
    }

    private static void requireRefused(TokenReview review) {
        if (review.authenticated()) {
            throw new UndecidedException(
                    Drop.UNDECIDED, "what answers in the API server's place takes a token that is nobody's");
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
