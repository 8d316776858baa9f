package io.gatehouse.directory.postgres;

import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;

/** The database does not say who somebody is. Its text has no value of a login in it. */
final class DatabaseException extends UndecidedException {
    private static final long serialVersionUID = 1L;

    /** What becomes of the connection that it happened on. */
    enum Then {
        /** It is as good as before. */
        KEEP,
        /** It is closed. */
        CLOSE,
        /** The server is told to stop first. */
        CANCEL
    }

    private final Then then;

    DatabaseException(String detail, Then then) {
        super(Drop.UNDECIDED, detail);
        this.then = then;
    }

    Then then() {
        return then;
    }
}
