package io.gatehouse.directory;

/** Too many password checks are waiting, so that this one cannot be decided in time; carries no stack trace. */
public final class PasswordChecksFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PasswordChecksFullException() {
        super("too many password checks are waiting", null, false, false);
    }
}
