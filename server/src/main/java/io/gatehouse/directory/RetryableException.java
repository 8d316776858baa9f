package io.gatehouse.directory;

import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;

/**
 * The backend was not asked, or closed the connection before it answered, so that the same question may be asked again at once: by
 * another connection it is likely to be answered. A lookup that fails with it may be {@linkplain Lookup#start started} once more.
 */
public final class RetryableException extends UndecidedException {
    private static final long serialVersionUID = 1L;

    /** @param detail what is said of it in the log, without a secret */
    public RetryableException(String detail) {
        super(Drop.UNDECIDED, detail);
    }
}
