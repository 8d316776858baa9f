package io.gatehouse.claims.jwt;

/** Says why a JWT was not accepted; carries no stack trace and nothing of the JWT's text. */
public final class ClaimsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public ClaimsException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public static ClaimsException malformed(String message) {
        return new ClaimsException(Reason.MALFORMED, message);
    }

    public Reason reason() {
        return reason;
    }

    /** What was wrong, in a word that a metric can count by. */
    public enum Reason {
        /** Larger than the bound. */
        TOO_LARGE,
        /** Not three base64url parts, or not the JSON that it should be. */
        MALFORMED,
        /** Not the header of an nkey JWT. */
        WRONG_HEADER,
        /** Another type of claims, or another version. */
        WRONG_TYPE,
        /** Signed by a key of a kind that may not sign this. */
        WRONG_ISSUER,
        /** Addressed to somebody else. */
        WRONG_AUDIENCE,
        /** For another issuer or AUTH account than ours. */
        WRONG_SUBJECT,
        /** The issuer is not the server that the claims tell of. */
        WRONG_SERVER,
        /** The user nkey is none. */
        WRONG_USER_NKEY,
        /** The sealing xkey is not the one that the claims tell of. */
        WRONG_XKEY,
        /** Past its time, or before it, beyond the tolerated clock drift. */
        EXPIRED,
        /** The signature does not fit. */
        BAD_SIGNATURE
    }
}
