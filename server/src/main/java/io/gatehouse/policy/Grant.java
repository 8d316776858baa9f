package io.gatehouse.policy;

import io.gatehouse.claims.UserJwt;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.rule.SessionLength;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An entitlement with its prepared user JWT, or the reason why it has none. Immutable; shared by every login of its identity
 * for as long as the policy that made it is in use; with rules, by those for which the same rules hold.
 */
final class Grant implements PreparedGrants {
    private final Policy madeBy;
    private final Entitlement entitlement;
    private final @Nullable Verdict withheld;
    private final Verdict.@Nullable Granted endless;
    private final @Nullable SessionLength session;
    private final AppliedRules rules;
    /** What most logins are decided with; null when it lets nobody in. */
    private final @Nullable Ruling unending;

    private Grant(
            Policy madeBy,
            Entitlement entitlement,
            @Nullable Verdict withheld,
            Verdict.@Nullable Granted endless,
            @Nullable SessionLength session,
            AppliedRules rules) {
        this.madeBy = madeBy;
        this.entitlement = entitlement;
        this.withheld = withheld;
        this.endless = endless;
        this.session = session;
        this.rules = rules;
        this.unending = endless == null ? null : new Ruling(endless, rules);
    }

    static Grant of(Policy madeBy, Entitlement entitlement, UserJwt userJwt, String account) {
        Verdict.Granted endless = new Verdict.Granted(userJwt, 0, account);
        Duration session = entitlement.sessionTtl();
        SessionLength length = session == null ? null : new SessionLength(session, 0);
        return new Grant(madeBy, entitlement, null, endless, length, AppliedRules.NONE);
    }

    static Grant withheld(Policy madeBy, Entitlement entitlement, Verdict withheld) {
        return new Grant(madeBy, entitlement, withheld, null, null, AppliedRules.NONE);
    }

    /** The same by rules. */
    Grant by(AppliedRules applied, @Nullable SessionLength length) {
        return new Grant(madeBy, entitlement, withheld, endless, length, applied);
    }

    @Override
    public boolean isBy(Policy policy) {
        return madeBy == policy;
    }

    Entitlement entitlement() {
        return entitlement;
    }

    /** How long a session lasts; null for no end. */
    @Nullable SessionLength session() {
        return session;
    }

    /** The rules that it is by. */
    AppliedRules rules() {
        return rules;
    }

    /** What every login with this entitlement is met with (unknown account, scope conflict); null when it is let in. */
    @Nullable Verdict withheld() {
        return withheld;
    }

    /** The prepared user JWT; null when there is none. */
    @Nullable UserJwt userJwt() {
        return endless == null ? null : endless.userJwt();
    }

    /** Another verdict by the rules of this grant. */
    Ruling with(Verdict verdict) {
        return new Ruling(verdict, rules);
    }

    /** The verdict that lets the client in until a time in seconds since 1970, 0 forever. */
    Ruling until(long expiresAt) {
        if (endless == null || unending == null) {
            throw new IllegalStateException("a grant that is withheld lets nobody in");
        }
        return expiresAt == 0 ? unending : with(new Verdict.Granted(endless.userJwt(), expiresAt, endless.account()));
    }
}
