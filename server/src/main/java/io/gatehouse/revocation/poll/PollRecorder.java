package io.gatehouse.revocation.poll;

/** Hears of questions about users with sessions, to count them. */
public interface PollRecorder {
    /** What came of a question about a user. */
    enum Result {
        /** The user is as before. */
        SAME,
        /** The user is none of the directory's, as far as was ever known. */
        UNKNOWN,
        /** There is no such user any more, or nobody may log in as it: its sessions are closed. */
        GONE,
        /** The user is somebody else, or has other groups, attributes or rights: its sessions are closed. */
        CHANGED,
        /** The user is gone or changed, and too many others are too: no session is closed. */
        HELD,
        /** The directory does not answer, or is asked enough by logins: it is asked again. */
        FAILED,
        /** There are more users than are remembered: the user is not asked about. */
        SKIPPED
    }

    /** A question has come to its end. */
    void polled(Result result);

    /**
     * How things are.
     *
     * @param intervalNanos how often each user is asked about; 0 for never
     * @param users who are asked about, of all directories
     * @param held directories of which too many users are gone or changed at once
     * @param oldest when the one who was last asked about longest ago was, in {@link System#nanoTime()}; now where there is none
     */
    void state(long intervalNanos, int users, int held, long oldest);
}
