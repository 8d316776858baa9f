package io.gatehouse.cli.check;

/** A configuration of nats-server cannot be read; the message names the line and repeats no value. */
final class ConfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfException(String message) {
        super(message);
    }
}
