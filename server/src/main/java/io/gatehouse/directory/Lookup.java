package io.gatehouse.directory;

import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Grant;

/** A directory's answer to the question who a client is. */
public sealed interface Lookup {
    /** The identity is known and its credentials are right; the grant says what it may. */
    record Found(Grant grant) implements Lookup {}

    /** The identity is this directory's own, and is refused. */
    record Rejected(DenyReason reason) implements Lookup {}

    /** The credentials are not of a kind that this directory knows, or there is no such identity in it. */
    enum Unknown implements Lookup {
        UNKNOWN
    }
}
