package io.gatehouse.directory.bucket;

import io.gatehouse.directory.users.FileUser;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one name of a bucket. Revision and generation are the business of the thread that follows the bucket, and change
 * in place when the bucket is read again and the user is as before: otherwise each reading would make a million entries anew.
 */
public final class KvEntry {
    private final State state;
    private final @Nullable FileUser user;
    private long revision;
    private int generation;

    public KvEntry(State state, @Nullable FileUser user, long revision, int generation) {
        this.state = state;
        this.user = user;
        this.revision = revision;
        this.generation = generation;
    }

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

    /** What there is. */
    public State state() {
        return state;
    }

    /** Who there is; null where there is none that could be used. */
    public @Nullable FileUser user() {
        return user;
    }

    /** The same is told again. */
    KvEntry told(long laterRevision, int laterGeneration) {
        revision = laterRevision;
        generation = laterGeneration;
        return this;
    }

    /** Whether it was told last in that reading of the bucket. */
    boolean isOf(int reading) {
        return generation == reading;
    }

    /** Whether it was told last in that reading of the bucket or a later one. */
    boolean isSince(int reading) {
        return generation >= reading;
    }

    /** Whether it is news of the same reading, and of a later change. */
    boolean isAtLeastAsNewAs(long otherRevision, int otherGeneration) {
        return generation == otherGeneration && isAtLeast(otherRevision);
    }

    /** Whether it was told with that revision or a later one, in whichever reading. */
    boolean isAtLeast(long otherRevision) {
        return revision >= otherRevision;
    }
}
