package io.gatehouse.cli.check;

/** nats-server refuses its configuration; the message names file and line and repeats no value. */
final class ConfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfException(String message) {
        super(message);
    }
}
