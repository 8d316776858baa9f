package io.gatehouse.passwords;

/** Too many password checks are waiting, so that this one cannot be decided in time; carries no stack trace. */
public final class PasswordChecksFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it is thrown at the rate of an attack. */
    public PasswordChecksFullException() {
        super("too many password checks are waiting", null, false, false);
    }
}
