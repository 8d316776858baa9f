package io.gatehouse.directory;

/** Hears how credentials are looked up; called on the hot path by many threads, so it must not block. */
public interface LookupRecorder {
    /** Hears nothing. */
    LookupRecorder NONE = new LookupRecorder() {};

    /** How a question about a credential went. */
    enum Result {
        /** The credential was known to be right. */
        HIT,
        /** The credential was known to be wrong. */
        NEGATIVE_HIT,
        /** The same question was being worked on already. */
        JOINED,
        /** The directory was asked. */
        MISS,
        /** The credential had been right too long ago, and was taken all the same: its record had not changed. */
        PROVEN
    }

    /** What is remembered. */
    enum Memory {
        /** Credentials that were found right. */
        VERIFIED,
        /** Credentials that were found wrong. */
        NEGATIVE
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

    /** A question about a credential went that way. */
    default void asked(Result result) {}

    /** A question was not asked, since there were too many failures. */
    default void limited(Limit by) {}

    /** A lookup that takes its time has begun. */
    default void lookupBegun() {}

    /** Such a lookup has come to its end, good or bad. */
    default void lookupEnded() {}

    /** As many lookups as there may be were under way. */
    default void lookupRefused() {}

    /** A lookup took longer than it may, and was ended. */
    default void lookupTimedOut() {}

    /** One more credential is remembered, which takes so much. */
    default void remembered(Memory memory, long bytes) {}

    /**
     * What was remembered is forgotten.
     *
     * @param evicted whether it went because there was no room
     */
    default void forgotten(Memory memory, long bytes, boolean evicted) {}
}
