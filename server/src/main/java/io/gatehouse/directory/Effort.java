package io.gatehouse.directory;

import io.gatehouse.passwords.PasswordChecks;

/** What it takes to answer a question about a client; each kind is held to a bound of its own. */
public enum Effort {
    /** The answer is in memory. */
    MEMORY,
    /** Somebody else has to be asked. */
    LOOKUP,
    /** A password hash has to be computed; {@link PasswordChecks} bounds these. */
    HASHING
}
