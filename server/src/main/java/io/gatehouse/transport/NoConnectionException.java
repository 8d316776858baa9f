package io.gatehouse.transport;

/** Says why there is no connection, without a secret. */
public final class NoConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** The kinds of failure. */
    public enum Reason {
        /** A server was there, and did not accept our login. */
        REFUSED,
        /** A server was there, and closed the connection without a word. */
        CLOSED,
        /** Anything else: nobody there, no answer in time, no TLS, the wrong server. */
        UNREACHABLE
    }

    NoConnectionException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    NoConnectionException(String message) {
        this(Reason.UNREACHABLE, message);
    }

    public Reason reason() {
        return reason;
    }

    /** Whether a server was there, and did not accept our login. */
    public boolean refused() {
        return reason == Reason.REFUSED;
    }
}
