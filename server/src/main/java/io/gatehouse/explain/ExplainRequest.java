package io.gatehouse.explain;

import io.gatehouse.policy.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A login that is to be explained: by its credentials, by an identity that is assumed, or as it was captured.
 *
 * @param credentials what it brings, where neither of the others is there
 * @param facts what else rules can ask, where it is not a captured one
 */
public record ExplainRequest(
        Credentials credentials,
        LoginDescription facts,
        @Nullable AssumedIdentity assumed,
        @Nullable CapturedRequest captured) {
    /** @throws IllegalArgumentException when it is given in two ways */
    public ExplainRequest {
        int ways = (credentials.isNothing() ? 0 : 1) + (assumed == null ? 0 : 1) + (captured == null ? 0 : 1);
        if (ways > 1) {
            throw new IllegalArgumentException(
                    "give credentials, or --as, or --request: one of them says whose login it is");
        }
    }

    public static ExplainRequest of(Credentials credentials, LoginDescription facts) {
        return new ExplainRequest(credentials, facts, null, null);
    }

    public static ExplainRequest of(AssumedIdentity assumed, LoginDescription facts) {
        return new ExplainRequest(Credentials.NOTHING, facts, assumed, null);
    }

    public static ExplainRequest of(CapturedRequest captured) {
        return new ExplainRequest(Credentials.NOTHING, LoginDescription.DEFAULT, null, captured);
    }

    /**
     * Looks whether the identity that is assumed can be one, where one is.
     *
     * @param directories the names of the directories that there are
     * @throws IllegalArgumentException when it cannot be meant
     */
    public void requireMeant(List<String> directories) {
        if (assumed != null) {
            Identity unused = assumed.identity(directories);
        }
    }

    Explanation.Way way() {
        if (assumed != null) {
            return Explanation.Way.ASSUMED;
        }
        return captured == null ? Explanation.Way.CREDENTIALS : Explanation.Way.CAPTURED;
    }
}
