package io.gatehouse.passwords;

/** Why a password check was given up unhashed. */
public enum CheckDrop {
    /** The queue was full, and this was the oldest in it; or the service ends. */
    FULL,
    /** Its deadline passed while it waited. */
    EXPIRED,
    /** Its deadline was nearer than its scheme takes of late. */
    HOPELESS,
    /** Nobody waited for it any more. */
    ABANDONED,
    /** There were too many wrong credentials of its user or its source when its turn came. */
    LIMITED
}
