package io.gatehouse.load.answer;

import java.util.Locale;

/** What is to be thought of an answer. Everything but {@link #GRANTED} and {@link #DENIED} is wrong. */
public enum Verdict {
    /** The right password, and a user JWT that nats-server would take. */
    GRANTED,
    /** The wrong password, and a denial. */
    DENIED,
    /** In a box that does not open, or in none where there must be one. */
    UNOPENABLE,
    /** No JWT with the claims of a response. */
    MALFORMED,
    /** The response was not signed by its issuer. */
    BAD_SIGNATURE,
    /** Signed by another than the expected issuer. */
    WRONG_ISSUER,
    /** About another user nkey than the request. */
    WRONG_SUBJECT,
    /** For another server. */
    WRONG_AUDIENCE,
    /** Past its {@code exp} when it came. */
    EXPIRED,
    /** The user JWT cannot be read, or was not signed by its issuer. */
    BAD_USER_JWT,
    /** The user is placed in another account than expected. */
    WRONG_ACCOUNT,
    /** The user may publish or subscribe to other subjects than expected. */
    WRONG_PERMISSIONS,
    /** A denial for the right password. */
    DENIED_WRONGLY,
    /** A user JWT for a wrong password. */
    GRANTED_WRONGLY,
    /** More than one answer to the same request. */
    DUPLICATE,
    /** An answer to no request of ours. */
    UNASKED;

    /** Whether it is what should have been answered. */
    public boolean isRight() {
        return this == GRANTED || this == DENIED;
    }

    /** As figures name it: snake_case. */
    public String figure() {
        return name().toLowerCase(Locale.ROOT);
    }
}
