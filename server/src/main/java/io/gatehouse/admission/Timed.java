package io.gatehouse.admission;

/** Something that came at a moment and is worth nothing after another; both in {@link System#nanoTime()}. */
public interface Timed {
    /** When it arrived at the queue's entrance: a request when it was read, a password check when it was asked for last. */
    long arrivedAt();

    /** After this moment it is no longer worth doing. */
    long deadline();

    /** How much memory it holds while it waits, in bytes. */
    int weight();

    /** Whether the deadline has passed at a moment. */
    default boolean expiredAt(long now) {
        return now - deadline() >= 0;
    }
}
