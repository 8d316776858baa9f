package io.gatehouse.tracing;

/** Why the trace of a login was lost. */
public enum TraceDrop {
    /** More came than could be sent, and the queue was full. */
    QUEUE_FULL,
    /** The collector did not take it. */
    EXPORT_FAILED,
    /** The service ended before it could be sent. */
    STOPPED
}
