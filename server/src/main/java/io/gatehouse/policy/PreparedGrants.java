package io.gatehouse.policy;

/** What a policy has prepared for the logins of one identity. */
sealed interface PreparedGrants permits Grant, RuledGrants {
    /** Whether it is what this policy makes of its identity. */
    boolean isBy(Policy policy);
}
