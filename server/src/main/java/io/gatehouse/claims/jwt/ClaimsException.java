package io.gatehouse.claims.jwt;

import io.gatehouse.drops.Drop;

/** Says why a JWT was not accepted; carries no stack trace and nothing of the JWT's text. */
public final class ClaimsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Drop reason;

    public ClaimsException(Drop reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public static ClaimsException malformed(String message) {
        return new ClaimsException(Drop.MALFORMED, message);
    }

    /** What was wrong, as a word that a metric can count by. */
    public Drop reason() {
        return reason;
    }
}
