package io.gatehouse.pipeline;

/** Ends a request without an answer; carries no stack trace, since it is thrown at the rate of an attack. */
public final class DroppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Drop reason;

    DroppedException(Drop reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public Drop reason() {
        return reason;
    }
}
