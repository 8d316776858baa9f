package io.gatehouse.directory.postgres;

/** Who decides whether a credential is right. */
enum PasswordDecision {
    /** Gatehouse, by the hash in the column {@code password}. */
    HASH,
    /** The database: who is in a row is let in. */
    DATABASE
}
