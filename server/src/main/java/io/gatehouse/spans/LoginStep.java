package io.gatehouse.spans;

/** A step of the way from a request to its answer. */
public enum LoginStep {
    ADMIT,
    OPEN,
    DECODE,
    AUTHORIZE,
    SIGN,
    SEAL,
    /** Only where an answer waits for its audit record. */
    RECORD,
    REPLY
}
