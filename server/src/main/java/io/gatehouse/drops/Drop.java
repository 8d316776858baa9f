package io.gatehouse.drops;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Why a request gets no answer: what was not a request, what came too late, and what could not be decided. */
public enum Drop {
    /** The queue was full, and this was the oldest in it. */
    QUEUE_FULL("the queue was full, and this was the oldest in it"),
    /** In a standing queue: it was dropped as it was read, in favour of newer ones, or had waited for too long. */
    SHED("more requests than can be answered in time, and newer ones are answered first"),
    /** It could no longer be answered in time. */
    DEADLINE("the time to answer has run out"),
    /** It has no reply subject. */
    NO_REPLY("the message has no reply subject"),
    /** The body is empty. */
    EMPTY("the message is empty"),
    /** The body is larger than any request. */
    TOO_LARGE("the message is larger than any request"),
    /** It is sealed, and we have no xkey; or it is in the clear, and we have one. */
    XKEY_MISMATCH,
    /** The header names no valid public xkey. */
    BAD_XKEY_HEADER("Nats-Server-Xkey is not a public xkey"),
    /** The box does not open with our xkey. */
    UNOPENABLE("the box does not open: the callout's xkey in nats-server may be another one"),
    /** It is not a JWT of three base64url parts, or not the JSON that it should be. */
    MALFORMED,
    /** Its header is not that of an nkey JWT. */
    WRONG_HEADER,
    /** Another type of claims, or another version. */
    WRONG_TYPE,
    /** Signed by a key of a kind that may not sign it. */
    WRONG_ISSUER,
    /** Addressed to somebody else. */
    WRONG_AUDIENCE,
    /** It is for another issuer or AUTH account than ours. */
    WRONG_SUBJECT,
    /** The issuer is not the server that the claims name. */
    WRONG_SERVER,
    /** The user nkey is not valid. */
    WRONG_USER_NKEY,
    /** The xkey that sealed it is not the one that the claims name. */
    WRONG_XKEY,
    /** Past its time, or before it, beyond the tolerated clock drift. */
    EXPIRED,
    /** The signature does not fit. */
    BAD_SIGNATURE,
    /** The user nkey was seen before: a request is answered once. */
    REPLAYED("this request was answered before"),
    /** So many wrong credentials came for this user or from this source that no more are looked at for a while. */
    FAILURE_LIMIT("too many wrong credentials for this user or from this source"),
    /** As many lookups as there may be are under way. */
    LOOKUPS_FULL("too many lookups are under way"),
    /** As many password checks as there may be are waiting, and this was the oldest. */
    HASHING_FULL("too many password checks are waiting"),
    /** The password could no longer be checked in time. */
    HASHING_LATE("the password could not be checked in time"),
    /** The requests that wait for a verdict held as much memory as they may. */
    PENDING_FULL("the requests that wait for a verdict hold callout.pending_bytes"),
    /** The directory failed or was too slow, so the question stays open. */
    UNDECIDED("the directory did not answer in time"),
    /** The user's account or role has no signing key here: a mistake of the operator's. */
    ACCOUNT_UNKNOWN,
    /** Users may not be placed in the user's account: a mistake of the operator's. */
    ACCOUNT_NOT_ALLOWED,
    /** The user has something that the scope of the signing key forbids: a mistake of the operator's. */
    SCOPE_CONFLICT,
    /** The rules that hold contradict each other, or give several accounts: a mistake of the operator's. */
    RULES_CONFLICT,
    /** A value does not fit into a template of a rule: a mistake of the operator's. */
    TEMPLATE_MISMATCH,
    /** A rule leaves the login to another callout. */
    LEFT_TO_OTHERS("a rule leaves this login to another callout"),
    /** It must be recorded before it is sent, and was not, in time. */
    NOT_RECORDED("the audit log has not taken the answer in time, and audit.required is set"),
    /** Not even a refusal is as small as what nats-server takes in one message. */
    ANSWER_TOO_LARGE,
    /** A mistake of ours; the log has the stack trace. */
    INTERNAL_ERROR("a bug in Gatehouse"),
    /** The connection was gone when the answer was ready. */
    NOT_SENT("the connection to nats-server was lost");

    private static final Set<Drop> MISTAKES = EnumSet.of(
            ACCOUNT_UNKNOWN,
            ACCOUNT_NOT_ALLOWED,
            SCOPE_CONFLICT,
            RULES_CONFLICT,
            TEMPLATE_MISMATCH,
            ANSWER_TOO_LARGE,
            INTERNAL_ERROR);

    private final String code;
    private final String text;

    Drop() {
        this("");
    }

    Drop(String text) {
        this.code = name().toLowerCase(Locale.ROOT);
        this.text = text;
    }

    /** The word that the log and the metric carry. */
    public String code() {
        return code;
    }

    /** What is said of it in the log unless more is known; empty where the code says it all. */
    public String text() {
        return text;
    }

    /** Whether somebody must correct something before such a request can be answered: the operator, or we. */
    public boolean isMistake() {
        return MISTAKES.contains(this);
    }
}
