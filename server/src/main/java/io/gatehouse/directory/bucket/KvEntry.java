package io.gatehouse.directory.bucket;

import io.gatehouse.directory.users.FileUser;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one name of a bucket.
 *
 * @param user null where there is none that could be used
 * @param revision that it was told with
 * @param generation the reading of the bucket in which it was told last
 */
public record KvEntry(State state, @Nullable FileUser user, long revision, int generation) {
    /** What there is. */
    public enum State {
        /** A user, or a token. */
        USER,
        /** A record that cannot be used; the user gets no answer. */
        UNUSABLE,
        /** The record was deleted since the reading of the bucket began: what is told of it later may be older. */
        DELETED
    }

    static KvEntry of(FileUser user, long revision, int generation) {
        return new KvEntry(State.USER, user, revision, generation);
    }

    static KvEntry unusable(long revision, int generation) {
        return new KvEntry(State.UNUSABLE, null, revision, generation);
    }

    static KvEntry deleted(long revision, int generation) {
        return new KvEntry(State.DELETED, null, revision, generation);
    }

    /** Whether it is news of the same reading, and of a later change. */
    boolean isAtLeastAsNewAs(long otherRevision, int otherGeneration) {
        return generation == otherGeneration && revision >= otherRevision;
    }
}
