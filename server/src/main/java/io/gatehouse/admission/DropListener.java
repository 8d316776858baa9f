package io.gatehouse.admission;

import io.gatehouse.drops.Drop;

/** Told of what a queue drops; called by the thread that found out, outside the queue's lock. */
@FunctionalInterface
public interface DropListener<T> {
    /**
     * An item was dropped.
     *
     * @param cause {@link Drop#QUEUE_FULL} the oldest, for lack of room; {@link Drop#DEADLINE} what has less time left than it is
     *     expected to take; {@link Drop#SHED} what has waited for too long in a standing queue
     */
    void onDropped(T item, Drop cause);
}
