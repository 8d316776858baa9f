package io.gatehouse.audit.sink;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a chunk as an atomic batch, of which the stream acknowledges the last message only. nats-server has them since 2.12, for
 * streams with {@code allow_atomic}; one before 2.12 takes the messages of a batch for others, and acknowledges the last one
 * like any. Used by one thread.
 *
 * @see <a href="https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-50.md">ADR-50</a>
 */
final class StreamBatches {
    static final String MESSAGE_ID = "Nats-Msg-Id";

    private static final String BATCH_ID = "Nats-Batch-Id";
    private static final String BATCH_SEQUENCE = "Nats-Batch-Sequence";
    private static final String BATCH_COMMIT = "Nats-Batch-Commit";

    /** A message of it is stored already: all of them are tried by themselves, once. */
    private static final int CONTAINS_DUPLICATE = 10_201;

    /** nats-server takes less to acknowledge fewer than to stage a batch. */
    private static final int FEWEST = 16;

    /** After so long a stream that takes no batches is asked again: it may have been edited. */
    private static final long REFUSED_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private boolean refused;
    private long refusedAt;

    /** @param nanos as {@link System#nanoTime()} */
    StreamBatches(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Another server may take them. */
    void connected() {
        refused = false;
    }

    /**
     * Publishes a batch.
     *
     * @return the answer to all of it; null where it is to be published as single messages
     */
    @Nullable CompletableFuture<Message> publish(Connection open, String subject, AuditChunk chunk, Duration timeout) {
        if (chunk.size() < FEWEST || (refused && nanos.getAsLong() - refusedAt < REFUSED_NANOS)) {
            return null;
        }
        String id = NUID.nextGlobal();
        int last = chunk.size() - 1;
        Headers commit = headers(chunk, last, id).put(BATCH_COMMIT, "1");
        if (commit.serializedLength() + longest(chunk) > open.getServerInfo().getMaxPayload()) {
            return null;
        }
        for (int i = 0; i < last; i++) {
            open.publish(subject, headers(chunk, i, id), chunk.object(i));
        }
        return open.requestWithTimeout(subject, commit, chunk.object(last), timeout);
    }

    /** Whether all of it is stored; if not, and it was answered, its messages are to be published by themselves. */
    boolean isStored(StreamAnswer answer, AuditChunk chunk) {
        if (answer.kind() == StreamAnswer.Kind.STORED && answer.batched() == chunk.size()) {
            return true;
        }
        if (takesNone(answer)) {
            refused = true;
            refusedAt = nanos.getAsLong();
        }
        return false;
    }

    private static boolean takesNone(StreamAnswer answer) {
        return switch (answer.kind()) {
            // As a single message.
            case STORED -> true;
            case REFUSED -> answer.code() != CONTAINS_DUPLICATE;
            case TOO_LARGE, NONE -> false;
        };
    }

    private static Headers headers(AuditChunk chunk, int i, String batch) {
        return new Headers()
                .put(MESSAGE_ID, chunk.id(i))
                .put(BATCH_ID, batch)
                .put(BATCH_SEQUENCE, Integer.toString(i + 1));
    }

    private static int longest(AuditChunk chunk) {
        int longest = 0;
        for (int i = 0; i < chunk.size(); i++) {
            longest = Math.max(longest, chunk.length(i));
        }
        return longest;
    }
}
