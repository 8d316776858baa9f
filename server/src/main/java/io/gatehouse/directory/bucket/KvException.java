package io.gatehouse.directory.bucket;

import io.gatehouse.policy.text.PeerText;
import io.nats.client.JetStreamApiException;
import io.nats.client.RequestFailureException;
import io.nats.client.RequestFailureReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A bucket cannot be used now; the message says why and what to do, without a secret. */
public final class KvException extends Exception {
    private static final long serialVersionUID = 1L;

    static final String LOST = "the connection to nats-server is lost";

    private static final int STREAM_NOT_FOUND = 10_059;
    private static final int NOT_ENABLED = 10_076;
    private static final int NOT_ENABLED_FOR_ACCOUNT = 10_039;
    private static final int TEMPORARILY_UNAVAILABLE = 10_008;

    private final Time time;

    KvException(String message) {
        this(message, Time.USUAL);
    }

    private KvException(String message, Time time) {
        super(message, null, false, false);
        this.time = time;
    }

    /** How long what is wrong can be expected to be so. */
    private enum Time {
        PASSING,
        USUAL,
        LASTING
    }

    /** What will not be different in a moment. */
    static KvException lasting(String message) {
        return new KvException(message, Time.LASTING);
    }

    boolean isLasting() {
        return time == Time.LASTING;
    }

    /** Whether the next answer may well be another, as while one leader follows another. */
    boolean isPassing() {
        return time == Time.PASSING;
    }

    /** What the server's API says. */
    static KvException of(String bucket, JetStreamApiException e) {
        return new KvException(
                words(bucket, e), e.getApiErrorCode() == TEMPORARILY_UNAVAILABLE ? Time.PASSING : Time.USUAL);
    }

    /** What the server's API said, if that is what a failure comes from; null otherwise. */
    static @Nullable JetStreamApiException told(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof JetStreamApiException told) {
                return told;
            }
        }
        return null;
    }

    /** The same in words. */
    static @Nullable KvException refusal(String bucket, Throwable failure) {
        JetStreamApiException told = told(failure);
        return told == null ? null : of(bucket, told);
    }

    private static String words(String bucket, JetStreamApiException e) {
        return switch (e.getApiErrorCode()) {
            case STREAM_NOT_FOUND ->
                "there is no bucket " + bucket + " in this account: make it, as with" + " \"nats kv add " + bucket
                        + "\", or correct the name";
            case NOT_ENABLED -> "the server has no JetStream: enable it (jetstream in its configuration)";
            case NOT_ENABLED_FOR_ACCOUNT ->
                "the account has no JetStream: enable it for the account that this user is in";
            default -> "nats-server says: " + PeerText.of(e.getErrorDescription()) + " (" + e.getApiErrorCode() + ")";
        };
    }

    /** The server says that nobody listens. */
    static KvException nobody(String bucket) {
        return new KvException(
                "nobody answers about bucket " + bucket + ": the server has no JetStream, or it is"
                        + " not enabled for the account that this user is in",
                Time.PASSING);
    }

    /** Without an answer. */
    static KvException of(String bucket, IOException e) {
        RequestFailureReason reason = e instanceof RequestFailureException failure ? failure.getReason() : null;
        if (reason == RequestFailureReason.NO_RESPONDERS) {
            return nobody(bucket);
        }
        if (reason == RequestFailureReason.SERVER_ERROR) {
            return new KvException("nats-server does not let this user ask about bucket " + bucket
                    + ": it has not all the permissions that the guide lists");
        }
        return reason == RequestFailureReason.CONNECTION_CLOSING
                ? new KvException(LOST)
                : new KvException("no answer about bucket " + bucket
                        + " in time: JetStream was switched off, has no leader, or is" + " slow");
    }
}
