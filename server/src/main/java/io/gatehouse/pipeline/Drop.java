package io.gatehouse.pipeline;

import java.util.EnumSet;
import java.util.Set;

/** Why a request gets no answer: what was not a request, what came too late, and what could not be decided. */
public enum Drop {
    /** The queue was full, and this was the oldest in it. */
    QUEUE_FULL,
    /** The queue was standing: it was dropped as it was read, in favour of newer ones, or had waited for too long. */
    SHED,
    /** It could no longer be answered in time. */
    DEADLINE,
    /** It has no reply subject. */
    NO_REPLY,
    /** The body is empty. */
    EMPTY,
    /** The body is larger than any request. */
    TOO_LARGE,
    /** It is sealed, and we have no xkey; or it is in the clear, and we have one. */
    XKEY_MISMATCH,
    /** The header names no valid public xkey. */
    BAD_XKEY_HEADER,
    /** The box does not open with our xkey. */
    UNOPENABLE,
    /** It is not a JWT, or not the JSON that it should be. */
    MALFORMED,
    WRONG_HEADER,
    WRONG_TYPE,
    WRONG_ISSUER,
    WRONG_AUDIENCE,
    /** It is for another issuer or AUTH account than ours. */
    WRONG_SUBJECT,
    WRONG_SERVER,
    WRONG_USER_NKEY,
    WRONG_XKEY,
    EXPIRED,
    BAD_SIGNATURE,
    /** The user nkey was seen before: a request is answered once. */
    REPLAYED,
    /** So many wrong credentials came for this user or from this source that no more are looked at for a while. */
    FAILURE_LIMIT,
    /** As many lookups as there may be are under way. */
    LOOKUPS_FULL,
    /** As many password checks as there may be are waiting, and this was the oldest. */
    HASHING_FULL,
    /** The password could no longer be checked in time. */
    HASHING_LATE,
    /** The requests that wait for a verdict held as much memory as they may. */
    PENDING_FULL,
    /** The directory failed or was too slow, so the question stays open. */
    UNDECIDED,
    /** The user's account or role has no signing key here: a mistake of the operator's. */
    ACCOUNT_UNKNOWN,
    /** Users may not be placed in the user's account: a mistake of the operator's. */
    ACCOUNT_NOT_ALLOWED,
    /** The user has something that the scope of the signing key forbids: a mistake of the operator's. */
    SCOPE_CONFLICT,
    /** Not even a refusal is as small as what nats-server takes in one message. */
    ANSWER_TOO_LARGE,
    /** A mistake of ours; the log has the stack trace. */
    INTERNAL_ERROR,
    /** The connection was gone when the answer was ready. */
    NOT_SENT;

    private static final Set<Drop> MISTAKES =
            EnumSet.of(ACCOUNT_UNKNOWN, ACCOUNT_NOT_ALLOWED, SCOPE_CONFLICT, ANSWER_TOO_LARGE, INTERNAL_ERROR);

    /** Whether somebody must correct something before such a request can be answered: the operator, or we. */
    public boolean isMistake() {
        return MISTAKES.contains(this);
    }
}
