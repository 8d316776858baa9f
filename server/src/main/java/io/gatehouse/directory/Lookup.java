package io.gatehouse.directory;

import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Grant;

/** A directory's answer to the question who a client is. */
public sealed interface Lookup {
    /** The identity is known and its credentials are right; the grant says what it may. */
    record Found(Grant grant) implements Lookup {}

    /**
     * The identity is this directory's own, and is refused.
     *
     * @param detail a word for our own log that an operator can act on, without a secret; empty when there is none
     */
    record Rejected(DenyReason reason, String detail) implements Lookup {
        public Rejected(DenyReason reason) {
            this(reason, "");
        }
    }

    /** The credentials are not of a kind that this directory knows, or there is no such identity in it. */
    enum Unknown implements Lookup {
        UNKNOWN
    }
}
