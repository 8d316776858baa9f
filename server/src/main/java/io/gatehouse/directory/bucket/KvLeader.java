package io.gatehouse.directory.bucket;

import io.nats.client.Message;
import io.nats.client.api.StreamInfo;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a bucket that is followed is still there and has a leader, asked every second without waiting. A consumer does not tell:
 * one at a replica goes on with its heartbeats while there is no leader, or while the leader is on the other side of a broken
 * network and takes changes there. Used by one thread.
 */
final class KvLeader {
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** More fail, one after the other, than while one leader follows another. */
    static final int TOO_MANY_FAILED = 3;

    private final KvNames names;
    private final ZonedDateTime created;
    private final Supplier<CompletableFuture<Message>> question;
    private @Nullable CompletableFuture<Message> asked;
    private long askedAt = System.nanoTime();
    private int failed;
    private long newest;
    private long count;

    /** What {@link #newest} and {@link #count} were when all that there was had been told. */
    private long newestTold;

    private long countTold;

    /**
     * Begins with a leader that has just answered.
     *
     * @param created when the bucket that is followed was made
     */
    KvLeader(KvApi api, ZonedDateTime created) {
        this(api.names(), created, () -> api.info(EVERY));
    }

    KvLeader(KvNames names, ZonedDateTime created, Supplier<CompletableFuture<Message>> question) {
        this.names = names;
        this.created = created;
        this.question = question;
    }

    /** @throws KvException when it is gone, or there was no answer of it for too long */
    void verifyThere() throws KvException {
        if (asked != null && asked.isDone()) {
            hear(asked);
            asked = null;
        }
        if (asked == null && System.nanoTime() - askedAt >= EVERY.toNanos()) {
            asked = question.get();
            askedAt = System.nanoTime();
        }
    }

    /** @param answer one that has arrived, or is lost */
    void hear(CompletableFuture<Message> answer) throws KvException {
        try {
            StreamInfo info = KvApi.verifyThere(names, answer.join());
            if (!info.getCreateTime().isEqual(created)) {
                throw new KvException("bucket " + names.bucket() + " was deleted and made again");
            }
            newest = info.getStreamState().getLastSequence();
            count = info.getStreamState().getMsgCount();
            failed = 0;
        } catch (CompletionException | CancellationException e) {
            fail(new KvException("the leader of bucket " + names.bucket() + " does not answer"));
        } catch (KvException e) {
            if (!e.isPassing()) {
                throw e;
            }
            fail(e);
        }
    }

    /** The last revision of the bucket when the leader answered last; 0 before. */
    long newest() {
        return newest;
    }

    /** How many records the bucket had then, marks of deletions among them. */
    long count() {
        return count;
    }

    /** So many records more than one are gone with the mark of a deletion that was told. */
    void removed(long others) {
        countTold -= others;
    }

    /**
     * Whether there are fewer records than before and no mark of a deletion tells whose, as when their time is over or the stream was
     * purged. Asked while there may be news, it is no.
     *
     * @param told the last revision that was told
     * @param known of how many something is known then
     */
    boolean hasFewer(long told, long known) {
        if (newest < newestTold || told < newest) {
            return false;
        }
        if (count < countTold || (told == newest && count < known)) {
            return true;
        }
        newestTold = newest;
        countTold = count;
        return false;
    }

    private void fail(KvException why) throws KvException {
        if (++failed == TOO_MANY_FAILED) {
            throw why;
        }
    }
}
