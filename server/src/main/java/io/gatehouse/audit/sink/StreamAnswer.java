package io.gatehouse.audit.sink;

import io.gatehouse.policy.text.PeerText;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a stream says to what was published.
 *
 * @param words what is wrong; empty where it is stored
 * @param batched how many messages it has stored as a batch; zero where it knows of no batch
 * @param code the error's, by which nats-server tells them apart; zero where it has said none
 */
record StreamAnswer(Kind kind, String words, int batched, int code) {
    private static final int TOO_LARGE_FOR_STREAM = 10_054;
    private static final int STREAM_NOT_FOUND = 10_059;

    /** What is to be done. */
    enum Kind {
        STORED,
        /** It is too large, and would be again. */
        TOO_LARGE,
        /** The stream has told why it does not take it. */
        REFUSED,
        /** Nobody has said a word: it may be stored. */
        NONE
    }

    static StreamAnswer tooLarge() {
        return new StreamAnswer(Kind.TOO_LARGE, "", 0, 0);
    }

    /**
     * Waits for it.
     *
     * @param end by {@link System#nanoTime()}
     */
    static StreamAnswer of(CompletableFuture<Message> answer, long end, String subject) throws InterruptedException {
        try {
            return of(answer.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS), subject);
        } catch (TimeoutException e) {
            return none("no acknowledgement in time");
        } catch (CancellationException e) {
            return none(nobody(subject));
        } catch (ExecutionException e) {
            return none(
                    String.valueOf(e.getCause()).contains("503")
                            ? nobody(subject)
                            : "no acknowledgement from the stream");
        }
    }

    private static StreamAnswer of(Message answer, String subject) {
        if (answer.isStatusMessage()) {
            return none(nobody(subject));
        }
        try {
            PublishAck ack = new PublishAck(answer);
            return new StreamAnswer(Kind.STORED, "", ack.getBatchId() == null ? 0 : ack.getBatchSize(), 0);
        } catch (JetStreamApiException e) {
            return refused(e, subject);
        } catch (IOException e) {
            return none("something else than a stream answers at " + subject);
        }
    }

    private static StreamAnswer refused(JetStreamApiException e, String subject) {
        int code = e.getApiErrorCode();
        if (code == TOO_LARGE_FOR_STREAM) {
            return new StreamAnswer(Kind.TOO_LARGE, "", 0, code);
        }
        String words = code == STREAM_NOT_FOUND
                ? nobody(subject)
                : "nats-server says: " + PeerText.of(e.getErrorDescription()) + " (" + code + ")";
        return new StreamAnswer(Kind.REFUSED, words, 0, code);
    }

    private static StreamAnswer none(String words) {
        return new StreamAnswer(Kind.NONE, words, 0, 0);
    }

    private static String nobody(String subject) {
        return "no stream takes " + subject + ": make one with nats stream add --subjects " + subject
                + ", in the account of this user";
    }

    /** A right that the user lacks explains a failure better; nats-server tells of it apart from the answers. */
    String cause(String lastError, String subject) {
        return lastError.toLowerCase(Locale.ROOT).startsWith("permissions violation")
                ? "nats-server does not let this user publish to " + subject + ": " + PeerText.of(lastError)
                : words;
    }
}
