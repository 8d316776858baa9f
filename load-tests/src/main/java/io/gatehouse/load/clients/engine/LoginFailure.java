package io.gatehouse.load.clients.engine;

/** How an attempt to log in ended, other than by a login. */
enum LoginFailure {
    /** The server answered with an authentication error. */
    REFUSED,
    /** There was no login within the connect timeout. */
    TIMED_OUT,
    /** The connection was refused, or it was reset while it was made. */
    UNREACHABLE,
    /** The connection ended, or said something that the library does not take. */
    BROKEN
}
