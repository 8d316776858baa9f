package io.gatehouse.pipeline;

import io.gatehouse.policy.DenyReason;

/** Told of everything that becomes of requests; called on the hot path by many threads, so it must not block. */
public interface CalloutRecorder {
    /** Records nothing. */
    CalloutRecorder NONE = new CalloutRecorder() {};

    /** A request was read from the connection. */
    default void received() {}

    /** So many requests were read from the connection, and dropped at once. */
    default void shed(int count) {}

    /** The server reads answers again, after so many had waited for it that no more were made. */
    default void answersMoved() {}

    /** A request waited this long, in nanoseconds, before a worker took it. */
    default void waited(long nanos) {}

    /** The user was let in, this long after the arrival. */
    default void granted(long nanos) {}

    /** The user was refused, this long after the arrival. */
    default void denied(DenyReason reason, long nanos) {}

    /** The request got no answer. */
    default void dropped(Drop reason) {}
}
