package io.gatehouse.directory.ldap.server;

/** Which of several servers a new connection is made to. */
public enum ServerSelection {
    /** The first one that can be reached. */
    FAILOVER,
    /** Each in turn. */
    ROUND_ROBIN
}
