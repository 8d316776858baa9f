package io.gatehouse.policy;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.rule.Assembly;
import io.gatehouse.policy.rule.Candidates;
import io.gatehouse.policy.rule.LoginFacts;
import io.gatehouse.policy.rule.MergedRules;
import io.gatehouse.policy.rule.RuleConflictException;
import io.gatehouse.policy.rule.RuleSet;
import io.gatehouse.policy.rule.RuleTrace;
import io.gatehouse.policy.rule.RuledRights;
import io.gatehouse.policy.template.TemplateException;
import io.gatehouse.policy.template.ValueHandling;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the grants of identities by rules. May be used by many threads. */
final class RuledPolicy {
    private final Policy policy;
    private final Accounts accounts;
    private final ValueHandling handling;
    private final PolicyRules settings;
    private final RuleSet rules;

    RuledPolicy(Policy policy, Accounts accounts, ValueHandling handling, PolicyRules settings) {
        this.policy = policy;
        this.accounts = accounts;
        this.handling = handling;
        this.settings = settings;
        this.rules = settings.rules();
    }

    /** The grant for one login of an identity. */
    Grant grant(Identity identity, AuthorizationRequest request, @Nullable String account) {
        RuledGrants grants = grants(identity);
        Grant known = grants.known(account);
        return known != null
                ? known
                : grants.grant(
                        new LoginFacts(request, settings.certificates()),
                        account,
                        (merged, asked, login) -> grant(identity, merged, asked, login));
    }

    /** The grant that every login of an identity gets; null when logins get different ones. It is not remembered. */
    @Nullable Grant certain(Identity identity) {
        Candidates candidates = rules.candidates(identity);
        if (!candidates.areCertain()) {
            return null;
        }
        MergedRules merged = candidates.merged(candidates.held(null));
        return merged.readsRequest() ? null : grant(identity, merged, null, null);
    }

    /** Of each rule whether it holds for a login, and otherwise why not. */
    List<RuleTrace> trace(Identity identity, AuthorizationRequest request) {
        return rules.trace(identity, new LoginFacts(request, settings.certificates()));
    }

    private RuledGrants grants(Identity identity) {
        PreparedGrants known = identity.prepared();
        if (known instanceof RuledGrants ruled && ruled.isBy(policy)) {
            return ruled;
        }
        RuledGrants made = new RuledGrants(policy, rules.candidates(identity));
        identity.prepared(made);
        return made;
    }

    private Grant grant(Identity identity, MergedRules merged, @Nullable String asked, @Nullable LoginFacts login) {
        AppliedRules applied = new AppliedRules(merged.rules(), merged.note());
        Verdict closed = closed(identity, merged);
        if (closed != null) {
            return withheld(identity, closed).by(applied, null);
        }
        try {
            return assemble(identity, new Assembly(merged, rules, identity, login, handling), asked, applied);
        } catch (RuleConflictException e) {
            return withheld(identity, dropped(Drop.RULES_CONFLICT, e)).by(applied, null);
        } catch (TemplateException e) {
            return withheld(identity, dropped(Drop.TEMPLATE_MISMATCH, e)).by(applied, null);
        }
    }

    private static Verdict dropped(Drop reason, Exception mistake) {
        return new Verdict.Dropped(reason, String.valueOf(mistake.getMessage()));
    }

    /** Why nobody gets in by these rules, whatever else they give; null when somebody may. */
    private static @Nullable Verdict closed(Identity identity, MergedRules merged) {
        if (merged.refused()) {
            return new Verdict.Denied(DenyReason.REFUSED);
        }
        if (merged.silent()) {
            return new Verdict.Dropped(Drop.LEFT_TO_OTHERS, Drop.LEFT_TO_OTHERS.text());
        }
        Entitlement stated = identity.entitlement();
        boolean placed = stated != null && !stated.account().isEmpty();
        return merged.rules().isEmpty() && !placed ? new Verdict.Denied(DenyReason.NO_RULE) : null;
    }

    private Grant assemble(Identity identity, Assembly assembly, @Nullable String asked, AppliedRules applied)
            throws RuleConflictException, TemplateException {
        String role = assembly.role();
        Map<String, Boolean> names = byName(assembly.accounts());
        String account = asked == null ? only(names) : byName(asked);
        Verdict misplaced = misplaced(names, account, asked);
        if (account == null || misplaced != null) {
            return withheld(identity, misplaced == null ? Policy.unknown("", role) : misplaced)
                    .by(applied, null);
        }
        String exclusion = assembly.exclusion();
        if (!exclusion.isEmpty()) {
            return withheld(identity, new Verdict.Denied(DenyReason.NOTHING_IN_COMMON, exclusion))
                    .by(applied, null);
        }
        Placement placement = Placement.of(accounts, account, role);
        if (placement == null) {
            return withheld(identity, Policy.unknown(account, role)).by(applied, null);
        }
        RuledRights rights = assembly.in(account, subject(account), role, placement.scoped());
        return policy.prepare(rights.entitlement()).by(applied, rights.session());
    }

    /** Why a user cannot be placed in an account, or in none; null when nothing is against it. */
    private @Nullable Verdict misplaced(Map<String, Boolean> names, @Nullable String account, @Nullable String asked) {
        if (account == null) {
            return names.isEmpty() ? null : new Verdict.Dropped(Drop.RULES_CONFLICT, severalAccounts(names));
        }
        Boolean madeUp = names.get(account);
        if (madeUp == null) {
            return new Verdict.Denied(
                    DenyReason.ACCOUNT_NOT_GRANTED, asked == null ? "" : "asked for " + Policy.shown(asked));
        }
        return madeUp && !accounts.names(account)
                ? new Verdict.Dropped(
                        Drop.ACCOUNT_NOT_ALLOWED,
                        "account " + Policy.shown(account)
                                + " comes from a template, and callout.allowed_accounts does not name it")
                : null;
    }

    private String severalAccounts(Map<String, Boolean> names) {
        return "there is more than one account (" + Policy.shown(String.join(", ", names.keySet())) + "), and "
                + (settings.separator().isUsed()
                        ? "the login names none of them"
                        : "the login cannot name one: set callout.account_separator, or let the rules hold for different"
                                + " users");
    }

    /** The one account that there is; null when there is none, or more than one. */
    private static @Nullable String only(Map<String, Boolean> names) {
        return names.size() == 1 ? names.keySet().iterator().next() : null;
    }

    /** The same accounts, each by its name; true for those that only values made up. */
    private Map<String, Boolean> byName(Map<String, Boolean> accountsOrKeys) {
        Map<String, Boolean> names = new TreeMap<>();
        accountsOrKeys.forEach((account, madeUp) -> names.merge(byName(account), madeUp, Boolean::logicalAnd));
        return names;
    }

    private String byName(String nameOrKey) {
        Account account = accounts.find(nameOrKey);
        return account == null ? nameOrKey : account.name();
    }

    private String subject(String account) {
        return accounts.find(account) instanceof Account.Keyed keyed
                ? keyed.id().text()
                : "";
    }

    private Grant withheld(Identity identity, Verdict verdict) {
        return Grant.withheld(policy, Policy.entitlement(identity), verdict);
    }
}
