package io.gatehouse.passwords;

/** How a password check ended that was done. */
public enum CheckResult {
    RIGHT,
    WRONG,
    /** The hash could not be computed. */
    FAILED
}
