package io.gatehouse.sessions;

/** What was asked of the servers cannot be known, or done; the message says why, without a secret. */
public final class SystemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean ofUser;

    /** Of a server that was there. */
    SystemException(String message) {
        this(message, true);
    }

    SystemException(String message, boolean ofUser) {
        super(message, null, false, false);
        this.ofUser = ofUser;
    }

    /** Whether a server was there, so that another user may be able to do it. */
    public boolean isOfUser() {
        return ofUser;
    }
}
