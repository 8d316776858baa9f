package io.gatehouse.cli.users;

/** A command about users could not do what it was told; the message says why, and what to do. */
public final class UsersFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsersFailure(String message) {
        super(message, null, false, false);
    }
}
