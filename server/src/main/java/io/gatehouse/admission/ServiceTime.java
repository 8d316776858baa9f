package io.gatehouse.admission;

/** Tells how long things are expected to take once they are handed out. */
@FunctionalInterface
public interface ServiceTime<T> {
    /** Expects nothing, so that a thing is handed out until its deadline. */
    ServiceTime<Object> UNKNOWN = (item, now) -> 0;

    /**
     * Called under the queue's lock, so it must neither block nor take long.
     *
     * @param now the moment of asking, in {@link System#nanoTime()}
     * @return nanoseconds, 0 when nothing is known
     */
    long expected(T item, long now);
}
