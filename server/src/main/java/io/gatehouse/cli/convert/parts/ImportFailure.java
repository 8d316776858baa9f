package io.gatehouse.cli.convert.parts;

/** Nothing can be imported; the message says why and what to do, and repeats no value. */
public final class ImportFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ImportFailure(String message) {
        super(message);
    }
}
