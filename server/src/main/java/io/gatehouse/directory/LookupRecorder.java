package io.gatehouse.directory;

/** Hears how logins are looked up in a chain of directories; called on the hot path by many threads, so it must not block. */
public interface LookupRecorder {
    /** Hears nothing. */
    LookupRecorder NONE = new LookupRecorder() {};

    /** What was found when a credential was looked for in the cache. */
    enum Result {
        /** The credential was known to be right. */
        HIT,
        /** The credential was known to be wrong. */
        NEGATIVE_HIT,
        /** The same lookup was in flight already. */
        JOINED,
        /** Nothing: the directory is asked. */
        MISS,
        /** A right credential whose time was over, and which is still right, since its record has not changed. */
        REVALIDATED
    }

    /** What the cache holds. */
    enum Memory {
        /** Credentials that were found right. */
        VERIFIED,
        /** Credentials that were found wrong. */
        NEGATIVE
    }

    /** Why a lookup was not begun though there was a place for it. */
    enum Withheld {
        /** The backend fails, and was not found to be there again yet. */
        BREAKER_OPEN,
        /** A lookup of the same credential has failed a moment ago. */
        RECENT_FAILURE
    }

    /** What was found when a credential was looked for in the shared cache. */
    enum SharedRead {
        /** Another instance has left who it is. */
        HIT,
        /** Nothing, or what is over: the directory is asked. */
        MISS,
        /** Something that is not to be taken: not written by an instance, or from before a change. */
        REFUSED,
        /** No answer in time. */
        ERROR,
        /** It was not looked for: the bucket cannot be used, too much is asked of it, or there is no time left. */
        SKIPPED
    }

    /** What became of what was to be left in the shared cache. */
    enum SharedWrite {
        /** It is there. */
        STORED,
        /** Nobody said in time that it is there. */
        FAILED,
        /** It was not sent: the bucket cannot be used, too much is on its way, or it is too large. */
        DROPPED
    }

    /** What a failure is counted for. */
    enum Limit {
        USER_AND_SOURCE("for this user from this source"),
        USER("for this user"),
        SOURCE("from this source");

        private final String words;

        Limit(String words) {
            this.words = words;
        }

        /** Whose failures they are, for the log. */
        public String words() {
            return words;
        }
    }

    /** Who hears of the lookups in one directory of the chain. */
    default LookupRecorder directory(String name, String type) {
        return this;
    }

    /** A credential was looked for in the cache. */
    default void asked(Result result) {}

    /** A login was not looked up, since there were too many failures. */
    default void limited(Limit by) {}

    /** A lookup that has to be waited for has begun. */
    default void lookupBegun() {}

    /** Such a lookup has ended, with an answer or without. */
    default void lookupEnded() {}

    /** A lookup was not begun, since as many as there may be were in flight. */
    default void lookupRefused() {}

    /** A lookup took longer than it may, and was ended. */
    default void lookupTimedOut() {}

    /** A lookup of a backend has ended without an answer, and sooner than it may. */
    default void lookupFailed() {}

    /** A lookup was not answered, and is begun again. */
    default void lookupRetried() {}

    /** A lookup of a backend was not begun. */
    default void withheld(Withheld why) {}

    /** A right credential whose time was over was taken all the same, since the backend fails. */
    default void answeredStale() {}

    /** A backend is looked up in for the first time, and this tells how its guard is set. */
    default void guarded(GuardState state) {}

    /** The breaker before a backend was opened. */
    default void breakerOpened() {}

    /** A backend was probed, and has answered or not. */
    default void probed(boolean answered) {}

    /** The directory's answers are shared with other instances. */
    default void shares() {}

    /** A credential was looked for in the shared cache. */
    default void sharedRead(SharedRead result) {}

    /** Something was to be left in the shared cache. */
    default void sharedWritten(SharedWrite result) {}

    /** A credential was put into the cache. */
    default void remembered(Memory memory, long bytes) {}

    /**
     * A credential has left the cache.
     *
     * @param evicted whether it left to make room
     */
    default void forgotten(Memory memory, long bytes, boolean evicted) {}
}
