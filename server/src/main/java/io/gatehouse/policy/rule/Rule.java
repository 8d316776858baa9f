package io.gatehouse.policy.rule;

/**
 * A rule of the configuration: what must hold, and what that gives.
 *
 * @param name as configured
 */
record Rule(String name, Conditions conditions, Effect effect) {}
