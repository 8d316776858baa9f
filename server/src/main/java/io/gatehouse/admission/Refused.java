package io.gatehouse.admission;

/** Told of what the queue gives up; called by the thread that found out, outside the queue's lock. */
public interface Refused<T> {
    /** The queue was full, and this was the oldest in it. */
    void overflowed(T item);

    /** Its deadline passed while it waited. */
    void expired(T item);

    /** The queue is standing, newest first, and this has waited for so long that its turn is not worth coming any more. */
    default void stale(T item) {
        expired(item);
    }

    /** Its deadline is nearer than the time that it is expected to take. */
    default void hopeless(T item) {
        expired(item);
    }
}
