package io.gatehouse.audit.sink;

import io.gatehouse.nats.NatsOptions;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.SingleConnect;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Publishes records to a stream, in a batch where the stream takes one, and counts as stored what the stream has acknowledged. A record
 * that is published again has the same message id, by which the stream knows it.
 */
public final class StreamSink implements AuditSink {
    private final StreamSinkSettings settings;
    private final StreamBatches batches;
    private @Nullable BatchAttempt attempt;

    public StreamSink(StreamSinkSettings settings) {
        this.settings = settings;
        this.batches = new StreamBatches(settings.subject(), System::nanoTime);
    }

    @Override
    public WriteResult write(AuditChunk chunk) {
        try {
            return publish(connected(), chunk);
        } catch (NoConnectionException e) {
            return WriteResult.none("no connection to nats-server: " + e.getMessage()
                    + (e.refused() ? ": check the login of audit.stream" : ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WriteResult.none("interrupted");
        } catch (IllegalStateException e) {
            close();
            return WriteResult.none("the connection to nats-server is lost");
        }
    }

    @Override
    public Gathering gathering() {
        return Gathering.OF_BATCHES;
    }

    /** Each server in turn, in the clear and with TLS, and then the acknowledgement. */
    @Override
    public Duration patience() {
        NatsSettings nats = settings.nats();
        return nats.connectTimeout().multipliedBy(2L * nats.inTurn().size()).plus(settings.timeout());
    }

    @Override
    public void close() {
        BatchAttempt open = attempt;
        attempt = null;
        if (open != null) {
            try {
                open.result().join().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private BatchAttempt connected() throws NoConnectionException, InterruptedException {
        BatchAttempt open = attempt;
        if (open != null && open.result().join().getStatus() == Connection.Status.CONNECTED) {
            return open;
        }
        close();
        NatsSettings nats = settings.nats();
        BatchAttempt made = SingleConnect.toAny(
                nats.inTurn(),
                BatchAttempt::new,
                next -> NatsOptions.forRequests(nats, next)
                        .dataPortType(BatchPort.class.getName())
                        .advancedRequestBehavior());
        attempt = made;
        batches.connected();
        return made;
    }

    private WriteResult publish(BatchAttempt by, AuditChunk chunk) throws InterruptedException {
        Connection open = by.result().join();
        long end = System.nanoTime() + settings.timeout().toNanos();
        if (batches.isFor(chunk, open.getServerInfo().getMaxPayload())) {
            CompletableFuture<Message> batch = batches.publish(open, by.port(), chunk, settings.timeout());
            StreamAnswer answer = StreamAnswer.of(batch, end, settings.subject());
            if (batches.isStored(answer, chunk)) {
                return WriteResult.all(chunk);
            }
            if (answer.kind() == StreamAnswer.Kind.NONE) {
                return WriteResult.none(cause(open, answer));
            }
        }
        return publishEach(open, chunk, end);
    }

    private WriteResult publishEach(Connection open, AuditChunk chunk, long end) throws InterruptedException {
        List<@Nullable CompletableFuture<Message>> answers = new ArrayList<>();
        for (int i = 0; i < chunk.size(); i++) {
            answers.add(request(open, chunk, i));
        }
        BitSet stored = new BitSet();
        BitSet refused = new BitSet();
        String failure = null;
        for (int i = 0; i < chunk.size(); i++) {
            CompletableFuture<Message> each = answers.get(i);
            StreamAnswer answer =
                    each == null ? StreamAnswer.tooLarge() : StreamAnswer.of(each, end, settings.subject());
            switch (answer.kind()) {
                case STORED -> stored.set(i);
                case TOO_LARGE -> refused.set(i);
                case REFUSED, NONE -> failure = failure == null ? cause(open, answer) : failure;
            }
        }
        return new WriteResult(stored, refused, failure);
    }

    /** Null for one that, with its headers, is larger than the server takes: the client library would throw. */
    private @Nullable CompletableFuture<Message> request(Connection open, AuditChunk chunk, int i) {
        byte[] object = chunk.object(i);
        Headers headers = new Headers().put(StreamBatches.MESSAGE_ID, chunk.id(i));
        if (headers.serializedLength() + object.length > open.getServerInfo().getMaxPayload()) {
            return null;
        }
        return open.requestWithTimeout(settings.subject(), headers, object, settings.timeout());
    }

    private String cause(Connection open, StreamAnswer answer) {
        return answer.cause(String.valueOf(open.getLastError()), settings.subject());
    }
}
