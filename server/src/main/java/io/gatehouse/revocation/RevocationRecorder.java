package io.gatehouse.revocation;

import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.ServerSession;
import java.util.OptionalLong;

/** Hears of revocations, to count them. */
public interface RevocationRecorder {
    /** What was told to other instances, or by them. */
    enum Message {
        /** Told to the others. */
        SENT,
        /** Told by another, and done. */
        TAKEN,
        /** Told by who does not have the secret; nothing is done. */
        FORGED,
        /** Told before, or too long ago; nothing is done. */
        REPLAYED
    }

    /** Who told of a user. */
    enum By {
        /** A directory whose user has changed. */
        DIRECTORY,
        /** An admin request. */
        REQUEST,
        /** A directory that was asked. */
        POLL
    }

    /** Users were revoked. */
    void revoked(By by, int users);

    /**
     * A session was to be closed.
     *
     * @param user whose session it was
     * @param nanos how long ago the user was revoked
     * @param again whether it was told before that this session could not be closed, as it could not now
     */
    void closed(ServerSession session, Revoked user, Closing what, long nanos, boolean again);

    /** A message to other instances, or of one. */
    void message(Message what);

    /** Sessions were looked for, and not each server has answered. */
    void incomplete();

    /** Whether servers answer the user of the system account. */
    void connected(boolean now);

    /** How many sessions all servers have; empty while not each of them has answered. */
    void counted(OptionalLong sessions);
}
