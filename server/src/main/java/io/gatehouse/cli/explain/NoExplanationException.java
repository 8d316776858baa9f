package io.gatehouse.cli.explain;

/** A running service does not explain a login; the message says why. */
public final class NoExplanationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoExplanationException(String message) {
        super(message);
    }
}
