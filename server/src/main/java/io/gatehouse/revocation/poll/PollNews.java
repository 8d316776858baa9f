package io.gatehouse.revocation.poll;

/** What other instances are told of users of one directory, so that each user is asked about by one of them. */
interface PollNews {
    /** The directory was asked about a user who is known. */
    void asked(WatchedUser user);

    /** A user is known to be another one, and its sessions are closed. */
    void changed(WatchedUser user);

    /** There is no such user any more, and its sessions are closed. */
    void gone(WatchedUser user);
}
