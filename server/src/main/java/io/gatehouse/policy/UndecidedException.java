package io.gatehouse.policy;

/**
 * It cannot be decided now whether a client may come in: it is to be met with silence, for a refusal would make many
 * clients give up forever. Made at the rate of an attack, so it carries no stack trace.
 */
public class UndecidedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public UndecidedException(Reason reason) {
        this(reason, reason.text);
    }

    /** @param detail what is said of it in the log, without a secret */
    public UndecidedException(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /**
     * What keeps a login from being decided, of whatever kind it was: as it is where it is ours, otherwise as a directory's
     * failure.
     */
    public static RuntimeException of(Throwable error) {
        if (error instanceof UndecidedException || error instanceof InternalErrorException) {
            return (RuntimeException) error;
        }
        return error instanceof Error ? new InternalErrorException(error) : failed(error);
    }

    /** A directory failed, which is told by the kinds of its error: the text may hold an address, a name or a password. */
    public static UndecidedException failed(Throwable error) {
        StringBuilder kinds = new StringBuilder(Reason.DIRECTORY_FAILED.text).append(": ");
        kinds.append(error.getClass().getName());
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            kinds.append(" by ").append(cause.getClass().getName());
        }
        return new UndecidedException(Reason.DIRECTORY_FAILED, kinds.toString());
    }

    public Reason reason() {
        return reason;
    }

    /** Why it cannot be decided. */
    public enum Reason {
        /** A directory failed. */
        DIRECTORY_FAILED("the directory failed"),
        /** A directory did not answer before the deadline. */
        DIRECTORY_LATE("the directory did not answer in time"),
        /** A lookup was ended at its time limit. */
        LOOKUP_TIMEOUT("the lookup was ended after lookups.timeout"),
        /** A directory completed without an answer. */
        NO_ANSWER("the directory completed without an answer"),
        /** So many wrong credentials came for this user or from this source that no more are looked at for a while. */
        TOO_MANY_FAILURES("too many wrong credentials for this user or from this source"),
        /** As many lookups as there may be are under way. */
        LOOKUPS_FULL("too many lookups are under way"),
        /** As many password checks as there may be are waiting. */
        HASHING_FULL("too many password checks are waiting"),
        /** The password could no longer be checked in time. */
        HASHING_LATE("the password could not be checked in time");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }
}
