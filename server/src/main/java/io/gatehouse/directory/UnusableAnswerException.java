package io.gatehouse.directory;

import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;

/**
 * The backend has answered, and what it answered about this one login cannot be used: nothing is decided, and nothing is said
 * against the backend, which may answer others well.
 */
public final class UnusableAnswerException extends UndecidedException {
    private static final long serialVersionUID = 1L;

    /** @param detail what is said of it in the log, without a secret */
    public UnusableAnswerException(String detail) {
        super(Drop.UNDECIDED, detail);
    }
}
