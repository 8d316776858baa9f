package io.gatehouse.revocation.poll;

import io.gatehouse.revocation.poll.PollAnswer.Present;
import io.gatehouse.revocation.poll.PollRecorder.Result;
import io.gatehouse.revocation.poll.WatchedUser.State;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of whom a directory is to be asked from now on: whom a login has found, whose session a server tells of, and whom another instance has
 * asked about. Used by one thread.
 */
record Arrivals(WatchList list, PolledUsers directory, PollContext context) {
    /**
     * A server has told of a session.
     *
     * @param session what the server calls its user
     */
    void session(String session, long round) {
        boolean isKnown = false;
        for (WatchedUser user : list.ofSession(session)) {
            user.seen(round);
            isKnown = true;
        }
        String name = isKnown ? null : directory.userOf(session);
        if (name != null) {
            WatchedUser user = list.get(name);
            if (user == null) {
                user = add(name, Set.of(session), list.isFullOfUnknown(), 0, 1);
            }
            if (user != null) {
                user.seen(round);
            }
        }
    }

    /** A login has found a user: who is another one than is known is asked about at once. */
    void found(String name, Present present) {
        WatchedUser user = list.get(name);
        if (user != null && user.state() == State.KNOWN && !user.isGoneForOther()) {
            user.met(System.nanoTime());
            askSoonUnlessSame(user, present);
            return;
        }
        user = user == null ? add(name, Set.of(), list.isFull(), 0.5, 1) : user;
        if (user != null) {
            user.met(System.nanoTime());
            known(user, present);
            due(user, 0.5, 1);
        }
    }

    /** Another instance has asked about a user, and goes on to do so: it is asked about here where that stops. */
    void askedByOther(String name, Present present) {
        WatchedUser user = list.get(name);
        user = user == null ? add(name, Set.of(), list.isFull(), 1.25, 1.5) : user;
        if (user == null) {
            return;
        }
        if (user.state() != State.KNOWN || user.isGoneForOther()) {
            user.met(System.nanoTime());
            known(user, present);
        } else if (user.is(present)) {
            user.asked(System.nanoTime());
            if (user.closer() != null) {
                // Whoever asks need not be who closes its sessions, nor know that somebody does.
                return;
            }
        } else {
            askSoonUnlessSame(user, present);
            return;
        }
        due(user, 1.25, 1.5);
    }

    /**
     * Another instance closes the sessions of a user. It may be terminated before it has: the user is asked about once more as long as
     * servers tell of a session.
     *
     * @param other the other one
     */
    void revokedByOther(String name, PollAnswer answer, OtherCloser other) {
        WatchedUser user = list.get(name);
        if (answer instanceof Present present) {
            user = user == null ? add(name, Set.of(), list.isFull(), 1.25, 1.5) : user;
            if (user != null) {
                known(user, present);
                user.closedBy(other);
                due(user, 1.25, 1.5, context.others().closing());
            }
        } else if (user != null && user.state() == State.KNOWN) {
            user.goneForOther();
            user.closedBy(other);
            due(user, 1.25, 1.5);
        } else if (user != null) {
            list.remove(user);
        }
    }

    private void askSoonUnlessSame(WatchedUser user, Present present) {
        if (!user.is(present) && !user.isHeld()) {
            list.due(user, System.nanoTime());
        }
    }

    private @Nullable WatchedUser add(String name, Set<String> sessions, boolean isFull, double least, double most) {
        if (isFull) {
            context.recorder().polled(Result.SKIPPED);
            return null;
        }
        WatchedUser user = new WatchedUser(name, sessions, System.nanoTime());
        list.add(user);
        due(user, least, most);
        return user;
    }

    private void known(WatchedUser user, Present present) {
        list.known(user, present, directory.sessionsOf(present.name()), System.nanoTime());
    }

    private void due(WatchedUser user, double least, double most) {
        due(user, least, most, 0);
    }

    private void due(WatchedUser user, double least, double most, long atLeast) {
        if (!user.isHeld()) {
            list.due(user, System.nanoTime() + atLeast + context.part(least, most));
        }
    }
}
