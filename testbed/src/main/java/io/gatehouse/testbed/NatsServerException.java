package io.gatehouse.testbed;

/** A nats-server did not do what was asked of it; the message ends with the last lines of its log. */
public final class NatsServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NatsServerException(String message) {
        super(message);
    }
}
