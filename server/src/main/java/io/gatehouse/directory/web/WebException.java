package io.gatehouse.directory.web;

import io.gatehouse.directory.RetryableException;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;

/** There is no answer to a request; the message names the server and says why, without a secret. */
public final class WebException extends UndecidedException {
    private static final long serialVersionUID = 1L;

    /** What kept the answer away. */
    public enum Cause {
        /** The host has no address, or takes no connections. */
        UNREACHABLE,
        /** TLS was not agreed upon, or the certificate is not the server's. */
        TLS,
        /** There was no whole answer in time. */
        LATE,
        /** The connection ended before the answer did; by another it is likely to come. */
        DISCONNECTED,
        /** What came is no HTTP. */
        BROKEN,
        /** The answer is larger than it may be. */
        TOO_LARGE,
        /** All connections are in use, and too many requests wait for one. */
        FULL,
        /** The client was closed. */
        CLOSED
    }

    private final Cause kind;

    WebException(Cause kind, String message) {
        super(Drop.UNDECIDED, message);
        this.kind = kind;
    }

    /** Whether the same may be asked again at once. */
    public boolean isRetryable() {
        return kind == Cause.DISCONNECTED;
    }

    /** The same as a lookup fails with it: what may be asked again, and what says nothing against the server, is told apart. */
    public UndecidedException ofLookup() {
        String words = String.valueOf(getMessage());
        return switch (kind) {
            // A server may end a connection just when a request is on its way: by another the answer is likely to come.
            case DISCONNECTED -> new RetryableException(words);
            case TOO_LARGE -> new UnusableAnswerException(words);
            default -> this;
        };
    }

    /** What kept the answer away. */
    public Cause kind() {
        return kind;
    }
}
