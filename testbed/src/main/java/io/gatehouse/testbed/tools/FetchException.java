package io.gatehouse.testbed.tools;

/** One way of getting a program failed; the message says why in one line. */
final class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    FetchException(String message) {
        super(message);
    }
}
