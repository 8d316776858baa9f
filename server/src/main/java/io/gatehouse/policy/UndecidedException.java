package io.gatehouse.policy;

import io.gatehouse.drops.Drop;

/**
 * It cannot be decided now whether a client may come in: it is to be met with silence, for a refusal would make many
 * clients give up forever. Made at the rate of an attack, so it carries no stack trace.
 */
public class UndecidedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Causes may go in a circle. */
    private static final int MOST_CAUSES = 8;

    private final Drop reason;

    public UndecidedException(Drop reason) {
        this(reason, reason.text());
    }

    /** @param detail what is said of it in the log, without a secret */
    public UndecidedException(Drop reason, String detail) {
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

    /** A directory completed without an answer. */
    public static UndecidedException withoutAnswer() {
        return new UndecidedException(Drop.UNDECIDED, "the directory completed without an answer");
    }

    /** A directory failed, which is told by the kinds of its error: the text may hold an address, a name or a password. */
    public static UndecidedException failed(Throwable error) {
        StringBuilder kinds = new StringBuilder("the directory failed: ");
        kinds.append(error.getClass().getName());
        Throwable cause = error.getCause();
        for (int told = 0; cause != null && told < MOST_CAUSES; told++) {
            kinds.append(" by ").append(cause.getClass().getName());
            cause = cause.getCause();
        }
        return new UndecidedException(Drop.UNDECIDED, kinds.toString());
    }

    public Drop reason() {
        return reason;
    }
}
