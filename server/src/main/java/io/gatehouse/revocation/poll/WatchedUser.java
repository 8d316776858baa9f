package io.gatehouse.revocation.poll;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A user who is asked about. Used by one thread. */
final class WatchedUser {
    /** What is known of one. */
    enum State {
        /** Nothing: a server has told of a session that may be the user's. */
        NEW,
        /** Who it is. */
        KNOWN,
        /** It is none of the directory's. */
        STRANGER
    }

    private final String user;
    private State state = State.NEW;
    private Set<String> sessions;
    private @Nullable String name;
    private long print;
    private long askedAt;
    private long due;
    private long metAt;
    private long round;
    private boolean held;
    private boolean gone;
    private @Nullable OtherCloser closer;

    /**
     * @param user as a client calls itself
     * @param sessions what servers may call its sessions
     */
    WatchedUser(String user, Set<String> sessions, long now) {
        this.user = user;
        this.sessions = sessions;
        this.metAt = now;
        this.askedAt = now;
        this.due = now;
    }

    String user() {
        return user;
    }

    State state() {
        return state;
    }

    Set<String> sessions() {
        return sessions;
    }

    /** By which everybody else knows it; the user's own where nothing is known. */
    String name() {
        return name == null ? user : name;
    }

    long print() {
        return print;
    }

    boolean is(PollAnswer.Present present) {
        return print == present.print() && present.name().equals(name);
    }

    /** It is known who it is. */
    void known(PollAnswer.Present present, Set<String> itsSessions, long now) {
        state = State.KNOWN;
        name = present.name();
        print = present.print();
        sessions = itsSessions;
        gone = false;
        asked(now);
    }

    /** Another instance has found it gone. */
    void goneForOther() {
        gone = true;
    }

    /** Whether another instance has, and nobody has found it again since. */
    boolean isGoneForOther() {
        return gone;
    }

    /** Another instance has begun to close its sessions, of which some are left where that one is terminated. */
    void closedBy(OtherCloser other) {
        closer = other;
    }

    /** Its sessions are closed: no other instance has to be there for that. */
    void closed() {
        closer = null;
    }

    /** The other instance that closes its sessions; null for none, and where it is known to have closed them. */
    @Nullable OtherCloser closer() {
        return closer;
    }

    void stranger() {
        state = State.STRANGER;
    }

    /** The directory has told that it is as is known. */
    void asked(long now) {
        askedAt = now;
    }

    long askedAt() {
        return askedAt;
    }

    /** A session of it began, or another instance has one. */
    void met(long now) {
        metAt = now;
    }

    /** A server has told of a session of it. */
    void seen(long inRound) {
        round = inRound;
    }

    boolean isSeen(long inRound) {
        return round >= inRound;
    }

    /** Whether it may have a session that was not there when servers were asked. */
    boolean isMetSince(long time) {
        return !gone && metAt - time >= 0;
    }

    /** When it is to be asked about. */
    long due() {
        return due;
    }

    void due(long at) {
        due = at;
    }

    /** Whether it is being asked about, or has turned out gone or changed and is looked at once more: it is not asked about meanwhile. */
    boolean isHeld() {
        return held;
    }

    void hold(boolean now) {
        held = now;
    }
}
