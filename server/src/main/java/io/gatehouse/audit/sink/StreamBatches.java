package io.gatehouse.audit.sink;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a chunk as an atomic batch, of which the stream acknowledges the last message only. nats-server has them since 2.12, for
 * streams with {@code allow_atomic}; one before 2.12 takes the messages of a batch for others, and acknowledges the last one
 * like any. Used by one thread.
 *
 * @see <a href="https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-50.md">ADR-50</a>
 */
final class StreamBatches {
    private static final Logger log = LoggerFactory.getLogger(StreamBatches.class);

    static final String MESSAGE_ID = "Nats-Msg-Id";

    private static final String BATCH_ID = "Nats-Batch-Id";
    private static final String BATCH_SEQUENCE = "Nats-Batch-Sequence";
    private static final String BATCH_COMMIT = "Nats-Batch-Commit";

    /** The stream is not configured to. */
    private static final int NOT_ALLOWED = 10_174;

    /** A message of it is stored already: all of them are tried by themselves, once. */
    private static final int CONTAINS_DUPLICATE = 10_201;

    /** nats-server takes less to acknowledge fewer than to stage a batch. */
    private static final int FEWEST = 16;

    /** More than the headers of any message take: an instance has a name of 64 characters at most. */
    private static final int MOST_OF_HEADERS = 512;

    /** After so long a stream that takes no batches is asked again: it may have been edited. */
    private static final long REFUSED_NANOS = Duration.ofMinutes(1).toNanos();

    private static final String VERSION = "NATS/1.0\r\n" + MESSAGE_ID + ": ";
    private static final String BEFORE_BATCH = "\r\n" + BATCH_ID + ": ";
    private static final String BEFORE_SEQUENCE = "\r\n" + BATCH_SEQUENCE + ": ";
    private static final String END = "\r\n\r\n";

    private final String subject;
    private final byte[] publish;
    private final LongSupplier nanos;

    /** What the batch is in that was published last, which the library may still be writing. */
    private @Nullable LineBuffer published;

    /** To be used again: an answer has shown that what was in it is written. */
    private @Nullable LineBuffer spare;

    private boolean refused;
    private long refusedAt;
    private boolean told;

    /** @param nanos as {@link System#nanoTime()} */
    StreamBatches(String subject, LongSupplier nanos) {
        this.subject = subject;
        this.publish = ("HPUB " + subject + " ").getBytes(StandardCharsets.UTF_8);
        this.nanos = nanos;
    }

    /** Another server may take them. */
    void connected() {
        refused = false;
    }

    /** Whether a chunk is to be published as a batch: not where there are few, or some that only fit without its headers, if at all. */
    boolean isFor(AuditChunk chunk, long maxPayload) {
        boolean known = refused && nanos.getAsLong() - refusedAt < REFUSED_NANOS;
        return chunk.size() >= FEWEST && !known && MOST_OF_HEADERS + longest(chunk) <= maxPayload;
    }

    /**
     * Publishes a batch.
     *
     * @return the answer to all of it
     * @throws IllegalStateException when the server does not read what it was sent before
     */
    CompletableFuture<Message> publish(Connection open, BatchPort port, AuditChunk chunk, Duration timeout) {
        String id = NUID.nextGlobal();
        int last = chunk.size() - 1;
        LineBuffer messages = spare == null ? new LineBuffer() : spare;
        spare = null;
        published = messages;
        messages.clear();
        for (int i = 0; i < last; i++) {
            add(chunk, i, id, messages);
        }
        if (!port.writeFirst(messages)) {
            throw new IllegalStateException("the server does not read");
        }
        Headers commit = new Headers()
                .put(MESSAGE_ID, chunk.id(last))
                .put(BATCH_ID, id)
                .put(BATCH_SEQUENCE, Integer.toString(last + 1))
                .put(BATCH_COMMIT, "1");
        return open.requestWithTimeout(subject, commit, chunk.object(last), timeout);
    }

    /** All but the last message of a batch, without the client library: it takes longer for a message than its record does. */
    private void add(AuditChunk chunk, int i, String batch, LineBuffer messages) {
        long seq = chunk.seq(i);
        int headers = VERSION.length()
                + chunk.idPrefix().length()
                + LineBuffer.digits(seq)
                + BEFORE_BATCH.length()
                + batch.length()
                + BEFORE_SEQUENCE.length()
                + LineBuffer.digits(i + 1)
                + END.length();
        messages.add(publish, 0, publish.length)
                .add((long) headers)
                .add(' ')
                .add((long) headers + chunk.length(i) - 1)
                .add("\r\n")
                .add(VERSION)
                .add(chunk.idPrefix())
                .add(seq)
                .add(BEFORE_BATCH)
                .add(batch)
                .add(BEFORE_SEQUENCE)
                .add((long) i + 1)
                .add(END);
        chunk.addObject(i, messages);
        messages.add("\r\n");
    }

    /** Whether all of it is stored; if not, and it was answered, its messages are to be published by themselves. */
    boolean isStored(StreamAnswer answer, AuditChunk chunk) {
        if (answer.kind() != StreamAnswer.Kind.NONE) {
            spare = published;
        }
        if (answer.kind() == StreamAnswer.Kind.STORED && answer.batched() == chunk.size()) {
            return true;
        }
        if (takesNone(answer)) {
            refused = true;
            refusedAt = nanos.getAsLong();
            tell(answer);
        }
        return false;
    }

    /** Once: it goes on as it is until somebody edits the stream. */
    private void tell(StreamAnswer answer) {
        if (answer.code() == NOT_ALLOWED && !told) {
            told = true;
            log.info(
                    "the stream of {} takes no batches, so each audit record is acknowledged by itself, which takes more CPU:"
                            + " nats stream edit --allow-batch",
                    subject);
        }
    }

    private static boolean takesNone(StreamAnswer answer) {
        return switch (answer.kind()) {
            // As a single message.
            case STORED -> true;
            case REFUSED -> answer.code() != CONTAINS_DUPLICATE;
            case TOO_LARGE, NONE -> false;
        };
    }

    private static int longest(AuditChunk chunk) {
        int longest = 0;
        for (int i = 0; i < chunk.size(); i++) {
            longest = Math.max(longest, chunk.length(i));
        }
        return longest;
    }
}
