package io.gatehouse.admin.status;

import io.gatehouse.drops.Drop;
import java.util.Locale;

/** What kind of reason a request without an answer had. */
enum DropKind {
    /** More came than could be done in time. */
    OVERLOAD,
    /** Something that the answer needs was not there. */
    UNDECIDED,
    /** The operator must correct something, or we must. */
    MISTAKE,
    /** It was no request of nats-server to us. */
    NOT_GENUINE,
    /** It was to get none. */
    OTHER;

    static DropKind of(Drop reason) {
        return switch (reason) {
            case QUEUE_FULL, SHED, DEADLINE, LOOKUPS_FULL, HASHING_FULL, HASHING_LATE, PENDING_FULL -> OVERLOAD;
            case UNDECIDED, NOT_RECORDED, NOT_SENT -> UNDECIDED;
            case ACCOUNT_UNKNOWN,
                    ACCOUNT_NOT_ALLOWED,
                    SCOPE_CONFLICT,
                    RULES_CONFLICT,
                    TEMPLATE_MISMATCH,
                    ANSWER_TOO_LARGE,
                    INTERNAL_ERROR -> MISTAKE;
            case LEFT_TO_OTHERS, FAILURE_LIMIT -> OTHER;
            case NO_REPLY,
                    EMPTY,
                    TOO_LARGE,
                    XKEY_MISMATCH,
                    BAD_XKEY_HEADER,
                    UNOPENABLE,
                    MALFORMED,
                    WRONG_HEADER,
                    WRONG_TYPE,
                    WRONG_ISSUER,
                    WRONG_AUDIENCE,
                    WRONG_SUBJECT,
                    WRONG_SERVER,
                    WRONG_USER_NKEY,
                    WRONG_XKEY,
                    EXPIRED,
                    BAD_SIGNATURE,
                    REPLAYED -> NOT_GENUINE;
        };
    }

    /** Whether a request was shed. */
    static boolean isShed(Drop reason) {
        return of(reason) == OVERLOAD;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
