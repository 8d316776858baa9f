package io.gatehouse.audit.sink;

import io.gatehouse.nats.NatsOptions;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.SingleConnect;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes records to a stream, and counts as stored what the stream has acknowledged. A record that is published again has the
 * same message id, by which the stream knows it.
 */
public final class StreamSink implements AuditSink {
    private static final String MESSAGE_ID = "Nats-Msg-Id";
    private static final int TOO_LARGE_FOR_STREAM = 10_054;
    private static final int STREAM_NOT_FOUND = 10_059;

    private final StreamSinkSettings settings;
    private @Nullable Connection connection;

    public StreamSink(StreamSinkSettings settings) {
        this.settings = settings;
    }

    /** What became of one record: nothing where it is stored. */
    private enum Fate {
        STORED,
        REFUSED,
        FAILED
    }

    @Override
    public WriteResult write(List<AuditLine> lines) {
        try {
            return publish(connected(), lines);
        } catch (NoConnectionException e) {
            return WriteResult.none("no connection to nats-server: " + e.getMessage()
                    + (e.refused() ? ": check the login of audit.stream" : ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WriteResult.none("interrupted");
        } catch (IllegalStateException e) {
            return WriteResult.none("the connection to nats-server is lost");
        }
    }

    /** Each server in turn, in the clear and with TLS, and then the acknowledgement. */
    @Override
    public Duration patience() {
        NatsSettings nats = settings.nats();
        return nats.connectTimeout().multipliedBy(2L * nats.inTurn().size()).plus(settings.timeout());
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Connection connected() throws NoConnectionException, InterruptedException {
        Connection open = connection;
        if (open != null && open.getStatus() == Connection.Status.CONNECTED) {
            return open;
        }
        close();
        NatsSettings nats = settings.nats();
        Connection made = SingleConnect.toAny(
                nats.inTurn(), attempt -> NatsOptions.forRequests(nats, attempt).advancedRequestBehavior());
        connection = made;
        return made;
    }

    private WriteResult publish(Connection open, List<AuditLine> lines) throws InterruptedException {
        long end = System.nanoTime() + settings.timeout().toNanos();
        List<@Nullable CompletableFuture<Message>> answers = new ArrayList<>();
        for (AuditLine line : lines) {
            answers.add(request(open, line));
        }
        List<AuditLine> stored = new ArrayList<>();
        List<AuditLine> refused = new ArrayList<>();
        String failure = null;
        for (int i = 0; i < lines.size(); i++) {
            Outcome outcome = outcome(answers.get(i), end);
            if (outcome.fate == Fate.STORED) {
                stored.add(lines.get(i));
            } else if (outcome.fate == Fate.REFUSED) {
                refused.add(lines.get(i));
            } else if (failure == null) {
                failure = cause(open, outcome.words);
            }
        }
        return new WriteResult(stored, refused, failure);
    }

    /** Null for one that, with its headers, is larger than the server takes: the client library would throw. */
    private @Nullable CompletableFuture<Message> request(Connection open, AuditLine line) {
        byte[] object = line.object();
        Headers headers = new Headers().put(MESSAGE_ID, line.id());
        if (headers.serializedLength() + object.length > open.getServerInfo().getMaxPayload()) {
            return null;
        }
        return open.requestWithTimeout(settings.subject(), headers, object, settings.timeout());
    }

    private record Outcome(Fate fate, String words) {}

    private Outcome outcome(@Nullable CompletableFuture<Message> answer, long end) throws InterruptedException {
        if (answer == null) {
            return new Outcome(Fate.REFUSED, "");
        }
        try {
            return outcome(answer.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return failed("no acknowledgement in time");
        } catch (CancellationException e) {
            return failed(nobody());
        } catch (ExecutionException e) {
            return failed(
                    String.valueOf(e.getCause()).contains("503") ? nobody() : "no acknowledgement from the stream");
        }
    }

    private Outcome outcome(Message answer) {
        if (answer.isStatusMessage()) {
            return failed(nobody());
        }
        try {
            PublishAck unused = new PublishAck(answer);
            return new Outcome(Fate.STORED, "");
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == TOO_LARGE_FOR_STREAM) {
                return new Outcome(Fate.REFUSED, "");
            }
            return failed(
                    e.getApiErrorCode() == STREAM_NOT_FOUND
                            ? nobody()
                            : "nats-server says: " + e.getErrorDescription() + " (" + e.getApiErrorCode() + ")");
        } catch (IOException e) {
            return failed("something else than a stream answers at " + settings.subject());
        }
    }

    private static Outcome failed(String words) {
        return new Outcome(Fate.FAILED, words);
    }

    private String nobody() {
        return "no stream takes " + settings.subject() + ": make one with nats stream add --subjects "
                + settings.subject() + ", in the account of this user";
    }

    /** A right that the user lacks explains a failure better; nats-server tells of it apart from the answers. */
    private String cause(Connection open, String words) {
        String told = open.getLastError();
        return told == null || !told.toLowerCase(Locale.ROOT).startsWith("permissions violation")
                ? words
                : "nats-server does not let this user publish to " + settings.subject() + ": " + told;
    }
}
