package io.gatehouse.directory;

import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;

/** The answer of a directory to a lookup; an error instead means that it cannot decide now. */
public sealed interface LookupResult {
    /**
     * The identity is known and its credentials are right.
     *
     * @param validity until when this holds
     */
    record Found(Identity identity, Validity validity) implements LookupResult {
        /** For as long as the cache lets it. */
        public Found(Identity identity) {
            this(identity, Validity.UNLIMITED);
        }
    }

    /**
     * The identity is this directory's own, and is refused.
     *
     * @param detail a word for our own log that an operator can act on, without a secret; empty when there is none
     */
    record Rejected(DenyReason reason, String detail) implements LookupResult {
        public Rejected(DenyReason reason) {
            this(reason, "");
        }
    }

    /** There is no such identity in this directory: the next one is asked. */
    enum NotMine implements LookupResult {
        NOT_MINE
    }
}
