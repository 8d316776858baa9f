package io.gatehouse.passwords;

/** Why a password check was dropped before a hash was computed. */
public enum CheckDrop {
    /** The queue was full, and this was the oldest in it; or the service ends. */
    FULL,
    /** Its deadline passed while it waited. */
    EXPIRED,
    /** Its deadline would have passed before its hash was computed, by what its scheme took recently. */
    WOULD_EXPIRE,
    /** Nobody waited for it any more. */
    ABANDONED,
    /** There were too many wrong credentials of its user or its source when its turn came. */
    LIMITED
}
