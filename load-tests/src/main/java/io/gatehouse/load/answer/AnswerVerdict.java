package io.gatehouse.load.answer;

import java.util.Locale;

/** What is to be thought of an answer. Everything but {@link #GRANTED} and {@link #DENIED} is wrong. */
public enum AnswerVerdict {
    /** The right password, and a user JWT that nats-server would take. */
    GRANTED("right"),
    /** The wrong password, and a denial. */
    DENIED("right"),
    /** In a box that does not open, or in none where there must be one. */
    UNOPENABLE("in no box that opens: is --xkey the one of this service, and does it seal its answers?"),
    /** No JWT with the claims of a response. */
    MALFORMED("no response JWT"),
    /** The response was not signed by its issuer. */
    BAD_SIGNATURE("the signature does not fit the response"),
    /** Signed by another than the expected issuer. */
    WRONG_ISSUER("signed by another key than --issuer or --user-issuer names"),
    /** About another user nkey than the request. */
    WRONG_SUBJECT("about another user nkey than the request"),
    /** For another server. */
    WRONG_AUDIENCE("for another server than the one that asked"),
    /** Past its {@code exp} when it came. */
    EXPIRED("expired when it came"),
    /** The user JWT cannot be read, or was not signed by its issuer. */
    BAD_USER_JWT("its user JWT cannot be read, or its signature does not fit"),
    /** The user is placed in another account than expected. */
    WRONG_ACCOUNT("placed in another account than --expect-account says"),
    /** The user may publish or subscribe to other subjects than expected. */
    WRONG_PERMISSIONS("other permissions than --expect-pub and --expect-sub say"),
    /** A denial for the right password. */
    DENIED_WRONGLY("denied though the password is right: does the directory have these users (load users writes it)?"),
    /** A user JWT for a wrong password. */
    GRANTED_WRONGLY("let in with a wrong password"),
    /** More than one answer to the same request. */
    DUPLICATE("a second answer to the same request"),
    /** An answer to no request of ours. */
    UNASKED("an answer to no request of this run");

    private final String meaning;

    AnswerVerdict(String meaning) {
        this.meaning = meaning;
    }

    /** What it says of the answer, and what to look at, for people. */
    public String meaning() {
        return meaning;
    }

    /** Whether it is what should have been answered. */
    public boolean isRight() {
        return this == GRANTED || this == DENIED;
    }

    /** As figures name it: snake_case. */
    public String figure() {
        return name().toLowerCase(Locale.ROOT);
    }
}
