package io.gatehouse.directory.chain;

import io.gatehouse.policy.Identity;

/** Hears of users whom a directory has found, but not of those who were remembered; on the thread of the answer, so it must not block. */
@FunctionalInterface
public interface FoundUsers {
    /** Nobody wants to know. */
    FoundUsers NOBODY_HEARS = (directory, user, identity) -> {};

    /**
     * A user was found; whether policy lets anybody in as it is not said.
     *
     * @param user as the client calls itself, in the form of the directory's names
     */
    void found(String directory, String user, Identity identity);
}
