package io.gatehouse.sessions;

/** What was asked of the servers cannot be known, or done; the message says why, without a secret. */
public final class SystemException extends Exception {
    private static final long serialVersionUID = 1L;

    SystemException(String message) {
        super(message, null, false, false);
    }
}
