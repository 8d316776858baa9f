package io.gatehouse.policy;

import io.gatehouse.claims.ClientInfo;
import io.gatehouse.claims.UserJwt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entitlement made ready: its source ranges and hours compiled, and its user JWT prepared, or the reason why it has
 * none. Immutable; shared by every login of its user until the account's keys or the entitlement change.
 */
public final class Grant {
    private final Entitlement entitlement;
    private final Sources sources;
    private final Hours hours;
    private final Verdict.@Nullable Withheld withheld;
    private final Verdict.@Nullable Granted endless;

    private Grant(
            Entitlement entitlement,
            Sources sources,
            Hours hours,
            Verdict.@Nullable Withheld withheld,
            Verdict.@Nullable Granted endless) {
        this.entitlement = entitlement;
        this.sources = sources;
        this.hours = hours;
        this.withheld = withheld;
        this.endless = endless;
    }

    static Grant of(Entitlement entitlement, Sources sources, Hours hours, UserJwt userJwt, String account) {
        return new Grant(entitlement, sources, hours, null, new Verdict.Granted(userJwt, 0, account));
    }

    static Grant withheld(Entitlement entitlement, Verdict.Withheld withheld) {
        return new Grant(entitlement, Sources.ANY, Hours.ANY, withheld, null);
    }

    public Entitlement entitlement() {
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

    /**
     * What it takes on the heap, beside what it shares with the directory, in bytes: estimated by the texts that its
     * prepared user JWT holds.
     */
    public int bytes() {
        return GrantBytes.of(entitlement);
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
