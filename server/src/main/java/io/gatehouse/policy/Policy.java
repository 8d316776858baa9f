package io.gatehouse.policy;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.claims.ClientInfo;
import io.gatehouse.claims.Limits;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an entitlement means for one request, and enforces what nats-server does not enforce on a callout's user
 * JWT: source addresses and connection types, and with a scoped key the hours too. May be used by many threads.
 */
public final class Policy {
    /**
     * The longest session that a user JWT tells, in seconds (68 years): nats-server counts the rest of a session in
     * nanoseconds of 64 bits, so that an end 293 years ahead would overflow and be long past.
     */
    private static final long LONGEST = Integer.MAX_VALUE;

    private final Accounts accounts;
    private final Clock clock;

    public Policy(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Why an entitlement could never be granted here (unknown account, scope conflict); null when it can. */
    public @Nullable DenyReason refusal(Entitlement entitlement) {
        return refusal(entitlement, Placement.of(accounts, entitlement));
    }

    /**
     * Makes ready what every login with this entitlement shares: the account's key and the encoded claims.
     *
     * @throws IllegalArgumentException when a source range, a time or the time zone is none
     */
    public Grant prepare(Entitlement entitlement) {
        Sources sources = Sources.of(entitlement.limits().sources());
        Hours hours = Hours.of(entitlement.limits());
        Placement placement = Placement.of(accounts, entitlement);
        DenyReason refusal = refusal(entitlement, placement);
        if (placement == null || refusal != null) {
            return Grant.refused(entitlement, refusal == null ? DenyReason.ACCOUNT_UNKNOWN : refusal);
        }
        UserClaims claims = placement.claims(entitlement, body(entitlement, sources));
        return Grant.of(entitlement, sources, hours, new UserJwt(claims, placement.signer()), placement.account());
    }

    /** Decides for one request. */
    public Verdict decide(Grant grant, AuthorizationRequest request) {
        Instant now = clock.instant();
        DenyReason reason = standing(grant, now);
        if (reason == null) {
            reason = connection(grant, request.client());
        }
        if (reason != null) {
            return new Verdict.Denied(reason);
        }
        long open = grant.hours().openUntil(now);
        return open == Hours.CLOSED
                ? new Verdict.Denied(DenyReason.OUTSIDE_HOURS)
                : grant.until(end(grant.entitlement(), now, open));
    }

    private static @Nullable DenyReason refusal(Entitlement entitlement, @Nullable Placement placement) {
        if (placement == null) {
            return DenyReason.ACCOUNT_UNKNOWN;
        }
        return placement.scoped() && !Scope.fits(entitlement) ? DenyReason.SCOPE_CONFLICT : null;
    }

    private static @Nullable DenyReason standing(Grant grant, Instant now) {
        Entitlement entitlement = grant.entitlement();
        if (entitlement.disabled()) {
            return DenyReason.DISABLED;
        }
        Instant ends = entitlement.expiresAt();
        return ends != null && ends.getEpochSecond() <= now.getEpochSecond() ? DenyReason.EXPIRED : grant.refusal();
    }

    private static @Nullable DenyReason connection(Grant grant, ClientInfo client) {
        if (!grant.allowsSource(client)) {
            return DenyReason.SOURCE_NOT_ALLOWED;
        }
        return grant.allowsConnection(client) ? null : DenyReason.CONNECTION_TYPE_NOT_ALLOWED;
    }

    /** The first of the ends of the identity, the session and the hours, in seconds since 1970; 0 for none. */
    private static long end(Entitlement entitlement, Instant now, long open) {
        long end = open;
        Instant ends = entitlement.expiresAt();
        if (ends != null) {
            end = Math.min(end, ends.getEpochSecond());
        }
        Duration session = entitlement.sessionTtl();
        if (session != null) {
            end = Math.min(end, now.getEpochSecond() + Math.min(LONGEST, Math.max(1, session.toSeconds())));
        }
        return end == Hours.ALWAYS ? 0 : Math.min(end, now.getEpochSecond() + LONGEST);
    }

    private static UserClaims.Body body(Entitlement entitlement, Sources sources) {
        List<String> types =
                entitlement.connectionTypes().stream().sorted().map(Enum::name).toList();
        return new UserClaims.Body(
                entitlement.permissions(),
                limits(entitlement.limits(), sources),
                entitlement.bearerToken(),
                entitlement.proxyRequired(),
                types);
    }

    /** The limits as the server wants them: every range with its length, and the zone told, lest it take its own. */
    private static Limits limits(Limits limits, Sources sources) {
        String zone = limits.times().isEmpty() || limits.timesLocation() != null
                ? limits.timesLocation()
                : Hours.DEFAULT_ZONE;
        return new Limits(limits.subs(), limits.data(), limits.payload(), sources.texts(), limits.times(), zone);
    }
}
