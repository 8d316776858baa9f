package io.gatehouse.policy;

/** What a policy decides about a login, and the rules that held for it. */
public record Ruling(Verdict verdict, AppliedRules rules) {}
