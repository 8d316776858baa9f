package io.gatehouse.policy;

import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.rule.RuleTrace;
import io.gatehouse.policy.template.ValueHandling;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
    private final PolicyRules rules;
    private final RuledPolicy ruled;

    /** Without a limit of sessions, and with every setting as it is by default. */
    public Policy(Accounts accounts, Clock clock) {
        this(accounts, clock, SessionLimit.NONE);
    }

    public Policy(Accounts accounts, Clock clock, SessionLimit sessions) {
        this(accounts, clock, sessions, ValueHandling.REFUSE, PolicyRules.NONE);
    }

    /**
     * @param handling what becomes of values that are not single tokens, in templates and under a scoped key
     * @param rules what identities get beside what their directories state
     */
    public Policy(Accounts accounts, Clock clock, SessionLimit sessions, ValueHandling handling, PolicyRules rules) {
        this.accounts = accounts;
        this.clock = clock;
        this.sessions = sessions;
        this.handling = handling;
        this.rules = rules;
        this.ruled = new RuledPolicy(this, accounts, handling, rules);
    }

    /** Why an identity could not be let in here no matter how it connects, as the configuration is now; null when it can. */
    public @Nullable Drop misconfiguration(Identity identity) {
        return rules.rules().isEmpty() ? ofStated(identity) : ofRules(ruled.certain(identity));
    }

    /** Config mode: whether an account is one that nobody is placed in, since operators or the service itself are there. */
    public boolean isPrivileged(String account) {
        return accounts.isPrivileged(account);
    }

    private @Nullable Drop ofStated(Identity identity) {
        Entitlement entitlement = entitlement(identity);
        if (!accounts.allows(entitlement.account())) {
            return Drop.ACCOUNT_NOT_ALLOWED;
        }
        Verdict.Dropped withheld = withheld(entitlement, Placement.of(accounts, entitlement));
        return withheld == null ? null : withheld.reason();
    }

    /** Where logins get different grants, nothing can be said of all of them; where they can ask for an account, they may have to. */
    private @Nullable Drop ofRules(@Nullable Grant grant) {
        if (grant == null || !(withheld(grant) instanceof Verdict.Dropped dropped)) {
            return null;
        }
        Drop reason = dropped.reason();
        boolean meant = reason == Drop.LEFT_TO_OTHERS
                || (reason == Drop.RULES_CONFLICT && rules.separator().isUsed());
        return meant ? null : reason;
    }

    /** Whether every login of an identity gets an answer that asks for no account. */
    public boolean answers(Identity identity) {
        if (rules.rules().isEmpty()) {
            return misconfiguration(identity) == null;
        }
        Grant grant = ruled.certain(identity);
        return grant != null && !(withheld(grant) instanceof Verdict.Dropped);
    }

    /** What stands before the account that a login asks for. */
    public AccountSeparator separator() {
        return rules.separator();
    }

    /** Whether a decision may depend on the client's TLS state or its certificate. */
    public boolean readsTls() {
        return rules.rules().readsTls();
    }

    /** Of each rule whether it holds for a login of an identity, and otherwise why not. */
    public List<RuleTrace> trace(Identity identity, AuthorizationRequest request) {
        return ruled.trace(identity, request);
    }

    /** Decides for one request of an identity, which asks for no account. */
    public Verdict decide(Identity identity, AuthorizationRequest request) {
        return decide(identity, request, null).verdict();
    }

    /**
     * The same with the rules that held.
     *
     * @param account the account that the login asks for; null for none
     */
    public Ruling decide(Identity identity, AuthorizationRequest request, @Nullable String account) {
        Grant grant = rules.rules().isEmpty() ? grant(identity) : ruledGrant(identity, request, account);
        return ruling(identity, grant, request, account);
    }

    private Ruling ruling(Identity identity, Grant grant, AuthorizationRequest request, @Nullable String account) {
        Instant now = clock.instant();
        Entitlement entitlement = grant.entitlement();
        Instant ends = earlier(entitlement.expiresAt(), identity.expiresAt());
        DenyReason reason = standing(entitlement, ends, now);
        if (reason == null && account != null && rules.rules().isEmpty()) {
            reason = isIn(entitlement.account(), account) ? null : DenyReason.ACCOUNT_NOT_GRANTED;
        }
        if (reason != null) {
            return grant.with(new Verdict.Denied(reason));
        }
        Verdict withheld = withheld(grant);
        if (withheld != null) {
            return grant.with(withheld);
        }
        reason = connection(entitlement, request.client());
        if (reason != null) {
            return grant.with(new Verdict.Denied(reason));
        }
        long open = entitlement.limits().hours().openUntil(now);
        return open == Hours.CLOSED
                ? grant.with(new Verdict.Denied(DenyReason.OUTSIDE_HOURS))
                : until(end(grant, ends, now, open), grant, request.subject());
    }

    /** A user JWT by another issuer is made each time: servers expect several of them during a rotation only. */
    private Ruling until(long end, Grant grant, String subject) {
        SigningKey other = accounts.otherIssuer(subject);
        Placement placement = other == null ? null : Placement.of(accounts, grant.entitlement());
        if (other == null || placement == null) {
            return grant.until(end);
        }
        Entitlement entitlement = grant.entitlement();
        UserClaims claims = placement.claims(entitlement, body(entitlement), handling);
        return grant.with(new Verdict.Granted(new UserJwt(claims, other), end, placement.account()));
    }

    /** Whether an account that a login asks for is the one that the user has, each by its name or its public key. */
    private boolean isIn(String own, String asked) {
        Account account = accounts.find(asked);
        return own.equals(asked) || (account != null && account.equals(accounts.find(own)));
    }

    /** Why a grant lets nobody in as the configuration is now; null when it does. What rules deny they deny anywhere. */
    private @Nullable Verdict withheld(Grant grant) {
        Verdict withheld = grant.withheld();
        if (withheld != null && !rules.rules().isEmpty()) {
            return withheld;
        }
        return accounts.allows(grant.entitlement().account()) ? withheld : notAllowed(grant.entitlement());
    }

    /** What an identity may without rules: made ready once, and again when another policy made it ready since. */
    Grant grant(Identity identity) {
        if (identity.prepared() instanceof Grant known && known.isBy(this)) {
            return known;
        }
        Grant made = prepare(entitlement(identity));
        identity.prepared(made);
        return made;
    }

    /** What rules make of one login of an identity. */
    Grant ruledGrant(Identity identity, AuthorizationRequest request, @Nullable String account) {
        return ruled.grant(identity, request, account);
    }

    /** What every login of an identity may; null when logins may different things. */
    @Nullable Grant certain(Identity identity) {
        return rules.rules().isEmpty() ? grant(identity) : ruled.certain(identity);
    }

    /** The characters of all texts of an answer about an identity, or more; -1 when that is not known before it is made. */
    long texts(Identity identity) {
        long given = rules.rules().texts();
        return given < 0 ? given : given + IdentityBytes.texts(entitlement(identity), identity.marks());
    }

    /** What the directory says that an identity may; where it says nothing, the identity has no account. */
    static Entitlement entitlement(Identity identity) {
        Entitlement stated = identity.entitlement();
        return stated == null ? Entitlement.plain(identity.name(), "") : stated;
    }

    /** Makes ready what every login with this entitlement shares: the account's key and the encoded claims. */
    Grant prepare(Entitlement entitlement) {
        Placement placement = Placement.of(accounts, entitlement);
        Verdict.Dropped withheld = withheld(entitlement, placement);
        if (placement == null || withheld != null) {
            return Grant.withheld(
                    this,
                    entitlement,
                    withheld == null ? unknown(entitlement.account(), entitlement.role()) : withheld);
        }
        UserClaims claims = placement.claims(entitlement, body(entitlement), handling);
        return Grant.of(this, entitlement, new UserJwt(claims, placement.signer()), placement.account());
    }

    private Verdict.@Nullable Dropped withheld(Entitlement entitlement, @Nullable Placement placement) {
        if (placement == null) {
            return unknown(entitlement.account(), entitlement.role());
        }
        String conflict = placement.scoped() ? Scope.conflict(entitlement, placement.allowDots(), handling) : null;
        return conflict == null ? null : new Verdict.Dropped(Drop.SCOPE_CONFLICT, conflict);
    }

    static Verdict.Dropped unknown(String account, @Nullable String role) {
        if (account.isEmpty()) {
            return new Verdict.Dropped(Drop.ACCOUNT_UNKNOWN, "nothing says which account the user is placed in");
        }
        String where = role == null ? "" : ", or role " + shown(role) + " of it,";
        return new Verdict.Dropped(
                Drop.ACCOUNT_UNKNOWN, "account " + shown(account) + where + " has no signing key here");
    }

    private static Verdict.Dropped notAllowed(Entitlement entitlement) {
        return new Verdict.Dropped(
                Drop.ACCOUNT_NOT_ALLOWED,
                "users may not be placed in account " + shown(entitlement.account())
                        + ": it is not in callout.allowed_accounts, or is the system account or our own and not named there");
    }

    static String shown(String name) {
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
    private long end(Grant grant, @Nullable Instant ends, Instant now, long open) {
        long end = open;
        if (ends != null) {
            end = Math.min(end, ends.getEpochSecond());
        }
        long session = sessions.seconds(grant.session());
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
