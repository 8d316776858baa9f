package io.gatehouse.directory.bucket;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether all changes of a bucket are told. A consumer that somebody has paused or edited, or that is stuck, tells of nothing and goes
 * on with its heartbeats. Used by one thread.
 */
final class KvProgress {
    /** The server may take so long from a change to the message that tells of it. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Supplier<CompletableFuture<@Nullable KvRecord>> question;
    private final LongSupplier clock;
    private @Nullable CompletableFuture<@Nullable KvRecord> asked;
    private long askedFor;
    private long told;
    private long since;
    /** What is not told up to this revision is nobody's record, or there no more. */
    private long nothingUpTo;

    KvProgress(KvApi api) {
        this(api::newest, System::nanoTime);
    }

    /** @param question asks for the newest record that the bucket has */
    KvProgress(Supplier<CompletableFuture<@Nullable KvRecord>> question, LongSupplier clock) {
        this.question = question;
        this.clock = clock;
    }

    /**
     * Looks at how far the changes are.
     *
     * @param newest the last revision of the stream, as its leader has said
     * @param toldNow the last revision that was told
     * @throws KvException when there is one that is not told
     */
    void verifyTold(long newest, long toldNow) throws KvException {
        if (newest <= Math.max(toldNow, nothingUpTo)) {
            asked = null;
            since = clock.getAsLong();
        } else if (since == 0 || toldNow != told) {
            told = toldNow;
            asked = null;
            since = clock.getAsLong();
        } else if (asked == null) {
            askWhenDue(newest);
        } else if (asked.isDone()) {
            hear(asked);
        }
    }

    private void askWhenDue(long newest) {
        if (clock.getAsLong() - since > PATIENCE.toNanos()) {
            askedFor = newest;
            asked = question.get();
        }
    }

    private void hear(CompletableFuture<@Nullable KvRecord> answer) throws KvException {
        asked = null;
        since = clock.getAsLong();
        try {
            KvRecord last = answer.join();
            if (last != null && last.revision() > told) {
                throw new KvException(
                        "nats-server has stopped telling of changes: its consumer was paused or edited, or is stuck");
            }
            nothingUpTo = askedFor;
        } catch (CompletionException | CancellationException e) {
            // It is asked again; whether there is a leader is another's to see.
            nothingUpTo = 0;
        }
    }
}
