package io.gatehouse.directory.oidc;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.oidc.BearerPart.Brought;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.LateErrors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The lookup of what may be a token: of a JWT one signature to check, once the issuer's keys are known. It is taken apart no sooner
 * than somebody wants to know, for an answer may be remembered.
 */
final class OidcLookup implements Lookup {
    private final Brought brought;
    private final long version;
    private final Function<@Nullable UnverifiedToken, @Nullable TokenIssuer> issuers;
    private @Nullable Parsed parsed;

    /**
     * @param issuers finds whose a token is, null standing for one that is no JWT; null for somebody's who is not known here
     */
    OidcLookup(Brought brought, long version, Function<@Nullable UnverifiedToken, @Nullable TokenIssuer> issuers) {
        this.brought = brought;
        this.version = version;
        this.issuers = issuers;
    }

    /** What is known of it, and what is to be asked, and whom. */
    private record Parsed(
            @Nullable LookupResult known,
            @Nullable UnverifiedToken token,
            @Nullable TokenIssuer issuer) {
        /** The answer; null when somebody has to be asked first. */
        @Nullable LookupResult result() {
            return token == null || issuer == null || issuer.isAnswer(known) ? known : null;
        }
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public Kind kind() {
        return parsed().result() == null ? Kind.REMOTE : Kind.MEMORY;
    }

    /** Asking for keys ends by itself, and no sooner for this lookup's deadline: others may join it, and wait longer. */
    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        Parsed begun = parsed();
        LookupResult result = begun.result();
        if (result != null || begun.issuer == null) {
            return new Answer.Ready<>(result == null ? NotMine.NOT_MINE : result);
        }
        Mono<LookupResult> later = begun.token == null
                ? begun.issuer.opaque(brought.text(), terms.deadline())
                : begun.issuer.later(begun.token, begun.known, brought.text(), terms.deadline());
        return new Answer.Pending<>(later.contextWrite(LateErrors::ignored));
    }

    /** Two threads may do it, with the same result. */
    private Parsed parsed() {
        Parsed known = parsed;
        if (known == null) {
            known = parse();
            parsed = known;
        }
        return known;
    }

    private Parsed parse() {
        UnverifiedToken token = UnverifiedToken.parse(brought.text());
        TokenIssuer issuer = token == null && !brought.isOpaque() ? null : issuers.apply(token);
        if (issuer == null) {
            return new Parsed(NotMine.NOT_MINE, token, null);
        }
        return new Parsed(token == null ? null : issuer.known(token), token, issuer);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "OidcLookup";
    }
}
