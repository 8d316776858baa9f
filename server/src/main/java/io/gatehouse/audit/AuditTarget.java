package io.gatehouse.audit;

/** Where records go. */
public enum AuditTarget {
    /** Nowhere: nothing is recorded. */
    NONE,
    FILE,
    STDOUT,
    /** A JetStream stream. */
    STREAM
}
