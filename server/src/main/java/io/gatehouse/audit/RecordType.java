package io.gatehouse.audit;

import java.util.Locale;

/** What a record is about. */
enum RecordType {
    /** How a request has ended. */
    DECISION,
    /** Requests that were dropped unread, of which nothing is known but how many they were. */
    UNREAD,
    /** Records that are missing here. */
    GAP,
    /** The configuration was read again. */
    RELOAD,
    /** An admin request. */
    ADMIN,
    /** A session was to be closed, since its user was revoked. */
    CLOSED,
    START,
    STOP,
    /** {@code gatehouse check} has tried whether records can be stored. */
    CHECK;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
