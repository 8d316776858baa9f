package io.gatehouse.policy;

import io.gatehouse.claims.UserJwt;
import org.jspecify.annotations.Nullable;

/** An entitlement made ready: with its compiled source ranges and hours, and its user JWT or the reason why it has none. */
public final class Grant {
    private Grant() {}

    public Entitlement entitlement() {
        throw new UnsupportedOperationException();
    }

    /** Why this entitlement can never be granted here (unknown account, scope conflict); null when it can. */
    public @Nullable DenyReason refusal() {
        throw new UnsupportedOperationException();
    }

    @Nullable UserJwt userJwt() {
        throw new UnsupportedOperationException();
    }
}
