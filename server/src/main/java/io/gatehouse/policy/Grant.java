package io.gatehouse.policy;

import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.source.Sources;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.UserJwt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entitlement made ready: its source ranges and hours compiled, and its user JWT prepared, or the reason why it has
 * none. Immutable; shared by every login of its identity for as long as the policy that made it is in use.
 */
final class Grant {
    private final Policy madeBy;
    private final Entitlement entitlement;
    private final Sources sources;
    private final Hours hours;
    private final Verdict.@Nullable Withheld withheld;
    private final Verdict.@Nullable Granted endless;

    private Grant(
            Policy madeBy,
            Entitlement entitlement,
            Sources sources,
            Hours hours,
            Verdict.@Nullable Withheld withheld,
            Verdict.@Nullable Granted endless) {
        this.madeBy = madeBy;
        this.entitlement = entitlement;
        this.sources = sources;
        this.hours = hours;
        this.withheld = withheld;
        this.endless = endless;
    }

    static Grant of(
            Policy madeBy, Entitlement entitlement, Sources sources, Hours hours, UserJwt userJwt, String account) {
        return new Grant(madeBy, entitlement, sources, hours, null, new Verdict.Granted(userJwt, 0, account));
    }

    static Grant withheld(Policy madeBy, Entitlement entitlement, Verdict.Withheld withheld) {
        return new Grant(madeBy, entitlement, Sources.ANY, Hours.ANY, withheld, null);
    }

    /** Whether it is what this policy makes of its identity. */
    boolean isBy(Policy policy) {
        return madeBy == policy;
    }

    Entitlement entitlement() {
        return entitlement;
    }

    /** Why nobody with this entitlement gets an answer (unknown account, scope conflict); null when they do. */
    Verdict.@Nullable Withheld withheld() {
        return withheld;
    }

    /** The prepared user JWT; null when there is none. */
    @Nullable UserJwt userJwt() {
        return endless == null ? null : endless.userJwt();
    }

    Hours hours() {
        return hours;
    }

    boolean allowsSource(ClientInfo client) {
        return sources.allow(client.host());
    }

    /** Whether each type that the connection may have is allowed: where the server tells too little, it is refused. */
    boolean allowsConnection(ClientInfo client) {
        Set<ConnectionType> allowed = entitlement.connectionTypes();
        if (allowed.isEmpty()) {
            return true;
        }
        Set<ConnectionType> possible = ConnectionType.of(client);
        return !possible.isEmpty() && allowed.containsAll(possible);
    }

    /** The verdict that lets the client in until a time in seconds since 1970, 0 forever. */
    Verdict until(long expiresAt) {
        if (endless == null) {
            throw new IllegalStateException("a grant that is withheld lets nobody in");
        }
        return expiresAt == 0 ? endless : new Verdict.Granted(endless.userJwt(), expiresAt, endless.account());
    }
}
