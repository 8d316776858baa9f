package io.gatehouse.directory.ldap;

/** Which of several servers a new connection is made to. */
enum ServerSelection {
    /** The first one that can be reached. */
    FAILOVER,
    /** Each in turn. */
    ROUND_ROBIN
}
