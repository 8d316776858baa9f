package io.gatehouse.audit;

import java.util.Locale;

/** Why a record was not stored. */
public enum AuditDrop {
    /** More came than could be stored, and the queue was full. */
    QUEUE_FULL,
    /** The queue was full, since the file or the stream cannot be written. */
    SINK_FAILED,
    /** It is larger than the stream takes. */
    TOO_LARGE,
    /** The service ended before it could be stored. */
    STOPPED,
    /** It could not be made, by a mistake of ours. */
    INTERNAL_ERROR;

    /** The word that the metric and the record of a gap carry. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
