package io.gatehouse.service.search;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.explain.GrantedClaims;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.rule.RuleTrace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user of a directory, and what a login would be answered now, had it brought the right credentials.
 *
 * @param rules why each held or did not
 * @param granted null where the user is not let in
 */
record FoundUser(
        Identity identity,
        Verdict verdict,
        List<RuleTrace> rules,
        @Nullable GrantedClaims granted) {
    static FoundUser of(Identity found, Policy policy, AuthorizationRequest login) {
        // A copy, so that what the policy prepares for it is not kept.
        Identity identity = found.named(found.name(), found.groups());
        Verdict verdict;
        List<RuleTrace> rules = List.of();
        try {
            verdict = policy.decide(identity, login);
            rules = policy.trace(identity, login);
        } catch (UndecidedException e) {
            verdict = new Verdict.Dropped(e.reason(), String.valueOf(e.getMessage()));
        }
        GrantedClaims granted = verdict instanceof Verdict.Granted let
                ? GrantedClaims.of(let, login.userNkey(), System.currentTimeMillis() / 1000)
                : null;
        return new FoundUser(identity, verdict, rules, granted);
    }
}
