package io.gatehouse.nats;

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
        /** Nobody was there, under that name or address, or nobody answered in time. */
        ABSENT,
        /** Anything else, such as no TLS or the wrong server; the message says what to do where that is known. */
        UNREACHABLE
    }

    public NoConnectionException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public NoConnectionException(String message) {
        this(Reason.UNREACHABLE, message);
    }

    public Reason reason() {
        return reason;
    }

    /** Whether a server was there, and ended the connection when it had our login. */
    public boolean isOfLogin() {
        return reason == Reason.REFUSED || reason == Reason.CLOSED;
    }

    /** Whether a server was there, and did not accept our login. */
    public boolean refused() {
        return reason == Reason.REFUSED;
    }
}
