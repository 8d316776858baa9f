package io.gatehouse.transport;

/** Says why there is no connection, without a secret. */
public final class NoConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    NoConnectionException(boolean refused, String message) {
        super(message);
        this.refused = refused;
    }

    /** Whether a server was there, and did not accept our login. */
    public boolean refused() {
        return refused;
    }
}
