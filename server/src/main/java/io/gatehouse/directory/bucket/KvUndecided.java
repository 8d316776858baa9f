package io.gatehouse.directory.bucket;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.UndecidedException;

/**
 * The lookup of a user about whom nothing can be said now.
 *
 * @param why for the log, without a secret
 */
record KvUndecided(String why) implements Lookup {
    /** No other lookup's: what was said of the user before must not be given in place of no answer. */
    private static final long OWN_VERSION = Long.MIN_VALUE;

    @Override
    public long version() {
        return OWN_VERSION;
    }

    @Override
    public Kind kind() {
        return Kind.MEMORY;
    }

    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        throw new UndecidedException(Drop.UNDECIDED, why);
    }
}
