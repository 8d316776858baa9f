package io.gatehouse.policy;

/**
 * Why an identity that is right can not be let in as the directory wants it: a mistake of the operator of Gatehouse. The
 * client is met with silence, since it would give up forever for somebody else's mistake.
 */
public enum Misconfiguration {
    /** The user's account or role has no signing key here. */
    ACCOUNT_UNKNOWN,
    /** Users may not be placed in the user's account. */
    ACCOUNT_NOT_ALLOWED,
    /** The signing key is scoped, and the user has something that its scope forbids. */
    SCOPE_CONFLICT
}
