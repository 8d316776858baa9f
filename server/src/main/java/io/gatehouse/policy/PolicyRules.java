package io.gatehouse.policy;

import io.gatehouse.policy.rule.CertificateReader;
import io.gatehouse.policy.rule.RuleSet;

/**
 * The rules of a policy, and what they need.
 *
 * @param separator what stands before the account that a login asks for
 * @param certificates reads certificates for conditions and templates
 */
public record PolicyRules(RuleSet rules, AccountSeparator separator, CertificateReader certificates) {
    /** No rules: identities may what their directories state. */
    public static final PolicyRules NONE =
            new PolicyRules(RuleSet.EMPTY, AccountSeparator.NONE, CertificateReader.NONE);
}
