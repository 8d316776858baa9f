package io.gatehouse.policy.rule;

/** The rules that hold contradict each other: a mistake of the operator's. The message says which, without a value of the login. */
public final class RuleConflictException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Made for each such login, so it carries no stack trace. */
    RuleConflictException(String message) {
        super(message, null, false, false);
    }
}
