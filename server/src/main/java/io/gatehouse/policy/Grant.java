package io.gatehouse.policy;

import io.gatehouse.claims.UserJwt;
import io.gatehouse.policy.entitlement.Entitlement;
import org.jspecify.annotations.Nullable;

/**
 * An entitlement with its prepared user JWT, or the reason why it has none. Immutable; shared by every login of its identity
 * for as long as the policy that made it is in use.
 */
final class Grant {
    private final Policy madeBy;
    private final Entitlement entitlement;
    private final Verdict.@Nullable Dropped withheld;
    private final Verdict.@Nullable Granted endless;

    private Grant(
            Policy madeBy,
            Entitlement entitlement,
            Verdict.@Nullable Dropped withheld,
            Verdict.@Nullable Granted endless) {
        this.madeBy = madeBy;
        this.entitlement = entitlement;
        this.withheld = withheld;
        this.endless = endless;
    }

    static Grant of(Policy madeBy, Entitlement entitlement, UserJwt userJwt, String account) {
        return new Grant(madeBy, entitlement, null, new Verdict.Granted(userJwt, 0, account));
    }

    static Grant withheld(Policy madeBy, Entitlement entitlement, Verdict.Dropped withheld) {
        return new Grant(madeBy, entitlement, withheld, null);
    }

    /** Whether it is what this policy makes of its identity. */
    boolean isBy(Policy policy) {
        return madeBy == policy;
    }

    Entitlement entitlement() {
        return entitlement;
    }

    /** Why nobody with this entitlement gets an answer (unknown account, scope conflict); null when they do. */
    Verdict.@Nullable Dropped withheld() {
        return withheld;
    }

    /** The prepared user JWT; null when there is none. */
    @Nullable UserJwt userJwt() {
        return endless == null ? null : endless.userJwt();
    }

    /** The verdict that lets the client in until a time in seconds since 1970, 0 forever. */
    Verdict until(long expiresAt) {
        if (endless == null) {
            throw new IllegalStateException("a grant that is withheld lets nobody in");
        }
        return expiresAt == 0 ? endless : new Verdict.Granted(endless.userJwt(), expiresAt, endless.account());
    }
}
