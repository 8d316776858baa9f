package io.gatehouse.policy;

import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.template.ValueHandling;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an identity may by one request, and enforces what not every nats-server enforces on a callout's user
 * JWT: source addresses, connection types and hours. May be used by many threads.
 */
public final class Policy {
    /**
     * The longest session that a user JWT tells, in seconds (68 years): nats-server counts the rest of a session in
     * nanoseconds of 64 bits, so that an end 293 years ahead would overflow and be long past.
     */
    private static final long LONGEST = Integer.MAX_VALUE;

    /** How much of a name from a directory a log line shows. */
    private static final int SHOWN = 64;

    private final Accounts accounts;
    private final Clock clock;
    private final SessionLimit sessions;
    private final ValueHandling handling;

    /** Without a limit of sessions, and with every setting as it is by default. */
    public Policy(Accounts accounts, Clock clock) {
        this(accounts, clock, SessionLimit.NONE);
    }

    public Policy(Accounts accounts, Clock clock, SessionLimit sessions) {
        this(accounts, clock, sessions, ValueHandling.REFUSE);
    }

    /** @param handling what becomes of names and tags that are not single tokens, under a scoped key */
    public Policy(Accounts accounts, Clock clock, SessionLimit sessions, ValueHandling handling) {
        this.accounts = accounts;
        this.clock = clock;
        this.sessions = sessions;
        this.handling = handling;
    }

    /** Why an identity could not be let in here no matter how it connects, as the configuration is now; null when it can. */
    public @Nullable Drop misconfiguration(Identity identity) {
        Entitlement entitlement = entitlement(identity);
        if (!accounts.allows(entitlement.account())) {
            return Drop.ACCOUNT_NOT_ALLOWED;
        }
        Verdict.Dropped withheld = withheld(entitlement, Placement.of(accounts, entitlement));
        return withheld == null ? null : withheld.reason();
    }

    /** Decides for one request of an identity. */
    public Verdict decide(Identity identity, AuthorizationRequest request) {
        Grant grant = grant(identity);
        Instant now = clock.instant();
        Entitlement entitlement = grant.entitlement();
        Instant ends = earlier(entitlement.expiresAt(), identity.expiresAt());
        DenyReason reason = standing(entitlement, ends, now);
        if (reason != null) {
            return new Verdict.Denied(reason);
        }
        Verdict.Dropped withheld = accounts.allows(entitlement.account()) ? grant.withheld() : notAllowed(entitlement);
        if (withheld != null) {
            return withheld;
        }
        reason = connection(entitlement, request.client());
        if (reason != null) {
            return new Verdict.Denied(reason);
        }
        long open = entitlement.limits().hours().openUntil(now);
        return open == Hours.CLOSED
                ? new Verdict.Denied(DenyReason.OUTSIDE_HOURS)
                : grant.until(end(entitlement, ends, now, open));
    }

    /** What an identity may: made ready once, and again when another policy made it ready since. */
    Grant grant(Identity identity) {
        Grant known = identity.grant();
        if (known != null && known.isBy(this)) {
            return known;
        }
        Grant made = prepare(entitlement(identity));
        identity.grant(made);
        return made;
    }

    /** What the directory says that an identity may; where it says nothing, the identity has no account. */
    static Entitlement entitlement(Identity identity) {
        Entitlement stated = identity.entitlement();
        return stated == null ? Entitlement.plain(identity.name(), "") : stated;
    }

    /** Makes ready what every login with this entitlement shares: the account's key and the encoded claims. */
    private Grant prepare(Entitlement entitlement) {
        Placement placement = Placement.of(accounts, entitlement);
        Verdict.Dropped withheld = withheld(entitlement, placement);
        if (placement == null || withheld != null) {
            return Grant.withheld(this, entitlement, withheld == null ? unknown(entitlement) : withheld);
        }
        UserClaims claims = placement.claims(entitlement, body(entitlement), handling);
        return Grant.of(this, entitlement, new UserJwt(claims, placement.signer()), placement.account());
    }

    private Verdict.@Nullable Dropped withheld(Entitlement entitlement, @Nullable Placement placement) {
        if (placement == null) {
            return unknown(entitlement);
        }
        String conflict = placement.scoped() ? Scope.conflict(entitlement, placement.allowDots(), handling) : null;
        return conflict == null ? null : new Verdict.Dropped(Drop.SCOPE_CONFLICT, conflict);
    }

    private static Verdict.Dropped unknown(Entitlement entitlement) {
        if (entitlement.account().isEmpty()) {
            return new Verdict.Dropped(Drop.ACCOUNT_UNKNOWN, "nothing says which account the user is placed in");
        }
        String role = entitlement.role();
        String where = role == null ? "" : ", or role " + shown(role) + " of it,";
        return new Verdict.Dropped(
                Drop.ACCOUNT_UNKNOWN, "account " + shown(entitlement.account()) + where + " has no signing key here");
    }

    private static Verdict.Dropped notAllowed(Entitlement entitlement) {
        return new Verdict.Dropped(
                Drop.ACCOUNT_NOT_ALLOWED,
                "users may not be placed in account " + shown(entitlement.account())
                        + ": it is not in callout.allowed_accounts, or is the system account or our own and not named there");
    }

    private static String shown(String name) {
        return name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private static @Nullable DenyReason standing(Entitlement entitlement, @Nullable Instant ends, Instant now) {
        if (entitlement.disabled()) {
            return DenyReason.DISABLED;
        }
        return ends != null && ends.getEpochSecond() <= now.getEpochSecond() ? DenyReason.EXPIRED : null;
    }

    private static @Nullable DenyReason connection(Entitlement entitlement, ClientInfo client) {
        if (!entitlement.limits().sources().allow(client.host())) {
            return DenyReason.SOURCE_NOT_ALLOWED;
        }
        return entitlement.connectionTypes().allow(client) ? null : DenyReason.CONNECTION_TYPE_NOT_ALLOWED;
    }

    /** The first of the ends of the identity, the session and the hours, in seconds since 1970; 0 for none. */
    private long end(Entitlement entitlement, @Nullable Instant ends, Instant now, long open) {
        long end = open;
        if (ends != null) {
            end = Math.min(end, ends.getEpochSecond());
        }
        long session = sessions.seconds(entitlement.sessionTtl());
        if (session != SessionLimit.NO_END) {
            end = Math.min(end, now.getEpochSecond() + Math.min(LONGEST, session));
        }
        return end == Hours.ALWAYS ? 0 : Math.min(end, now.getEpochSecond() + LONGEST);
    }

    private static UserClaims.Body body(Entitlement entitlement) {
        return new UserClaims.Body(
                entitlement.permissions().claims(),
                entitlement.limits().claims(),
                entitlement.bearerToken(),
                entitlement.proxyRequired(),
                entitlement.connectionTypes().names());
    }
}
