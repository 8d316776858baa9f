package io.gatehouse.load.options;

/** A run that cannot be made; the message says what is wrong and what to do, and is all that the user sees. */
public final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LoadException(String message) {
        super(message);
    }

    public LoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
