package io.gatehouse.audit;

/** What can be recorded as a keyed hash, by which whoever knows the value finds it and nobody else reads it. */
public enum HashedField {
    /** Names of users, as clients give them and as directories know them, and their public nkeys. */
    USER,
    /** The address that a client comes from. */
    HOST,
    /** What a client calls itself. */
    CLIENT
}
