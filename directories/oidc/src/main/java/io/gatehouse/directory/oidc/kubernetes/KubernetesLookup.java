package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.LateErrors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lookup of what may be the token of a service account. It is taken apart no sooner than somebody wants to know, for an answer may
 * be remembered.
 */
final class KubernetesLookup implements Lookup {
    private final String text;
    private final long version;
    private final TokenCheck check;
    private final Function<String, @Nullable ClusterAccountToken> reader;
    private @Nullable Parsed parsed;

    /** @param reader takes a token apart; null for one that is not looked at here */
    KubernetesLookup(String text, TokenCheck check, Function<String, @Nullable ClusterAccountToken> reader) {
        this.text = text;
        this.version = check.version();
        this.check = check;
        this.reader = reader;
    }

    /** The answer as far as it is known, or else what is to be asked about. */
    private record Parsed(
            @Nullable LookupResult result, @Nullable ClusterAccountToken token) {}

    @Override
    public long version() {
        return version;
    }

    @Override
    public Kind kind() {
        return parsed().result == null ? Kind.REMOTE : Kind.MEMORY;
    }

    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        Parsed begun = parsed();
        if (begun.result != null || begun.token == null) {
            return new Answer.Ready<>(begun.result == null ? NotMine.NOT_MINE : begun.result);
        }
        return new Answer.Pending<>(check.later(begun.token, terms.deadline()).contextWrite(LateErrors::ignored));
    }

    /** Two threads may do it, with the same result. */
    private Parsed parsed() {
        Parsed known = parsed;
        if (known == null) {
            ClusterAccountToken token = reader.apply(text);
            known = new Parsed(token == null ? NotMine.NOT_MINE : check.now(token), token);
            parsed = known;
        }
        return known;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "KubernetesLookup";
    }
}
