package io.gatehouse.cli.check.conf;

/** nats-server refuses its configuration; the message names file and line and repeats no value. */
public final class ConfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfException(String message) {
        super(message);
    }
}
