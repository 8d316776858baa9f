package io.gatehouse.audit;

/** A record is not stored in time; says why, without a stack trace, since it may come for every login. */
final class NotStoredException extends Exception {
    private static final long serialVersionUID = 1L;

    NotStoredException(String message) {
        super(message, null, false, false);
    }
}
