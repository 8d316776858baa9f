package io.gatehouse.directory;

import io.gatehouse.policy.Answer;

/** How one login is looked up in a directory. */
public interface Lookup {
    /** What it takes to answer. */
    enum Kind {
        /** The answer is in memory. */
        MEMORY,
        /** A password hash has to be computed; {@link io.gatehouse.passwords.PasswordChecks} bounds these. */
        HASHING,
        /** Somebody else has to be asked. */
        REMOTE
    }

    /**
     * The version of all that the login is compared with and the answer is made of: a number that a directory of this name has
     * never given before, in this process, to anything else that it knew of the user. Two lookups of one
     * version, by logins that are the same in all that the directory reads, have the same answer.
     */
    long version();

    Kind kind();

    /**
     * How many such answers all hashing threads together can compute in a second, as measured of late; 0 where nothing is
     * hashed, or none of its kind was measured yet.
     */
    default double hashesPerSecond() {
        return 0;
    }

    /**
     * Whether a login that was right once at this version is taken for right now without another check: true only where
     * every record is in memory and each change of one gives it another version at once, and only while a password hash
     * would have to wait for others. A directory that asks somebody else cannot know of every change.
     */
    default boolean isProvenByVersion() {
        return false;
    }

    /**
     * Whether the answer may be given to another login, so that it is worth remembering: not where each login proves itself
     * anew, as by a signed nonce.
     */
    default boolean isReusable() {
        return true;
    }

    /**
     * Whether an answer may be left for other instances, as things are now: not while the directory would not hear that it is no
     * longer right, and may have asked somebody who does not know yet. Only where its answers are {@linkplain Directory#sharing shared}.
     */
    default boolean isShareable() {
        return true;
    }

    /**
     * Looks up who the client is; called once, and again when that has failed with a {@link RetryableException}. What it takes
     * begins at once, and goes on whether or not somebody waits for it; when an answer that is pending is cancelled, nobody does,
     * and what it holds (a connection, a thread) is to be released.
     */
    Answer<LookupResult> start(LookupTerms terms);
}
