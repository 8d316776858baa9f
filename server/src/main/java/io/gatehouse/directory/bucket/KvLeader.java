package io.gatehouse.directory.bucket;

import io.nats.client.Message;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a bucket that is followed is still there and has a leader, asked every second without waiting. A consumer does not tell:
 * one at a replica goes on with its heartbeats while there is no leader, or while the leader is on the other side of a broken
 * network and takes changes there. Used by one thread.
 */
final class KvLeader {
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** More are lost than while one leader follows another. */
    private static final int TOO_MANY_LOST = 3;

    private final KvApi api;
    private @Nullable CompletableFuture<Message> asked;
    private long askedAt = System.nanoTime();
    private int lost;

    /** Begins with a leader that has just answered. */
    KvLeader(KvApi api) {
        this.api = api;
    }

    /** @throws KvException when it is gone, or has been silent for too long */
    void verifyThere() throws KvException {
        if (asked != null && asked.isDone()) {
            hear(asked);
            asked = null;
        }
        if (asked == null && System.nanoTime() - askedAt >= EVERY.toNanos()) {
            asked = api.info(EVERY);
            askedAt = System.nanoTime();
        }
    }

    private void hear(CompletableFuture<Message> answer) throws KvException {
        try {
            api.verifyThere(answer.join());
            lost = 0;
        } catch (CompletionException | CancellationException e) {
            if (++lost == TOO_MANY_LOST) {
                throw new KvException("the leader of bucket " + api.names().bucket() + " does not answer");
            }
        }
    }
}
