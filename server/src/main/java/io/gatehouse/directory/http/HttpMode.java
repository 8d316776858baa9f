package io.gatehouse.directory.http;

/** What is asked, and what the answer says. */
enum HttpMode {
    /** The login as JSON; the answer says who it is and what it may. */
    JSON,
    /** Name and password, as a service expects them that was there before; the status of the answer says all. */
    STATUS,
    /** The record of a user, with a password hash that is checked here. */
    LOOKUP
}
