package io.gatehouse.policy;

/** Why a client is denied. nats-server logs it and metrics count it, so it tells nothing that would help a guesser. */
public enum DenyReason {
    /** No such user, or the wrong password: the two are not told apart. */
    BAD_CREDENTIALS("bad_credentials"),
    /** Nothing was presented that any directory could look up; in operator mode the sentinel came alone. */
    NO_CREDENTIALS("no_credentials"),
    DISABLED("disabled"),
    EXPIRED("expired"),
    /** The directory has locked the user out, after wrong passwords in most cases. */
    LOCKED("locked"),
    /** The password has ended or must be changed, and is right otherwise. */
    PASSWORD_EXPIRED("password_expired"),
    SOURCE_NOT_ALLOWED("source_not_allowed"),
    CONNECTION_TYPE_NOT_ALLOWED("connection_type_not_allowed"),
    OUTSIDE_HOURS("outside_hours"),
    /** A rule refuses it. */
    REFUSED("refused"),
    /** No rule holds, and the directory states no account. */
    NO_RULE("no_rule"),
    /** What the rules allow has no source address, or no type of connection, in common. */
    NOTHING_IN_COMMON("nothing_in_common"),
    /** The login asks for an account that the user does not have. */
    ACCOUNT_NOT_GRANTED("account_not_granted"),
    /** The client's certificate is on the revocation list of its issuer. */
    CERTIFICATE_REVOKED("certificate_revoked"),
    /** The client's certificate is one of a directory's issuers, and gives no name, or not a single one. */
    CERTIFICATE_UNSUITABLE("certificate_unsuitable"),
    /** The answer that would let the user in is larger than nats-server takes. */
    ANSWER_TOO_LARGE("answer_too_large");

    private final String code;

    DenyReason(String code) {
        this.code = code;
    }

    /** The word that the response, the log and the metric carry. */
    public String code() {
        return code;
    }
}
