package io.gatehouse.cli.place;

/** A command about users or tokens could not do what it was told; the message says why, and what to do. */
public final class RecordsFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RecordsFailure(String message) {
        super(message, null, false, false);
    }
}
