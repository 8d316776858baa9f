package io.gatehouse.directory.bucket;

import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How far the changes of a bucket are known, over all readings of it. Another bucket of the same name begins anew, and so does one
 * that has fewer revisions than were told, since it was restored. Used by one thread.
 */
final class KvTimeline {
    private @Nullable ZonedDateTime created;
    /** Every change up to this revision is known, but for marks of deletions that were purged. */
    private long toldUpTo;
    /** The last revision when the reading began. */
    private long newest;

    private int firstGeneration;

    /** Whether all who were in the bucket at {@link #wholeUpTo} are known. */
    private boolean whole;

    private long wholeUpTo;

    /**
     * After which revision changes are to be told first, so that what happened while nobody followed is in force before the whole
     * bucket was read again.
     *
     * @param made when the bucket was made
     * @param newestRevision the last one of the bucket
     */
    long known(ZonedDateTime made, long newestRevision) {
        return goesOn(made, newestRevision) ? toldUpTo : newestRevision;
    }

    /**
     * A reading begins.
     *
     * @param revision the last one before the changes that it is told
     * @param made when the bucket was made
     * @param newestRevision the last one of the bucket: what is told up to it is not new
     * @param generation the reading's number
     */
    void begin(long revision, ZonedDateTime made, long newestRevision, int generation) {
        if (!goesOn(made, newestRevision)) {
            firstGeneration = generation;
            whole = false;
            wholeUpTo = 0;
        }
        created = made;
        newest = newestRevision;
        toldUpTo = revision;
    }

    private boolean goesOn(ZonedDateTime made, long newestRevision) {
        return created != null && created.isEqual(made) && newestRevision >= Math.max(toldUpTo, wholeUpTo);
    }

    /** Every change up to a revision was told. */
    void told(long revision) {
        toldUpTo = Math.max(toldUpTo, revision);
        wholeUpTo = Math.max(wholeUpTo, toldUpTo);
    }

    /** The whole bucket was read: who is not known now was not in it when the reading began, nor at the last change that was told. */
    void whole() {
        whole = true;
        wholeUpTo = Math.max(newest, toldUpTo);
    }

    /** Some who are in the bucket are not known. */
    void partial() {
        whole = false;
    }

    /** Whether it is of somebody who is not known, and was removed after it. */
    boolean isOfRemoved(KvRecord told) {
        return whole && told.value() != null && told.revision() <= wholeUpTo;
    }

    /**
     * Whether a reading before was ahead of its changes, and knew of something later that is told again: a bucket with a history tells of
     * a password that was revoked by then.
     */
    boolean isKnownLater(KvRecord told, KvEntry entry) {
        return told.revision() <= newest && entry.isSince(firstGeneration) && entry.isAtLeast(told.revision());
    }

    /** Whether something is told that is older than what is known. */
    boolean isOlder(KvRecord told, KvEntry entry) {
        return entry.isSince(firstGeneration) && entry.isAtLeast(told.revision() + 1);
    }

    /** It was not the same bucket after all: nothing is compared with what is known. */
    void forget() {
        created = null;
        whole = false;
    }
}
