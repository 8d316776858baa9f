package io.gatehouse.admission;

import org.jspecify.annotations.Nullable;

/**
 * Stores things from the oldest to the newest, and gives them out at both ends. What is removed from between leaves a hole,
 * which goes when an end reaches it or room is needed. Not thread-safe.
 */
final class Ring<T> {
    private @Nullable Object[] slots;
    /** Where the oldest is; neither end is ever a hole. */
    private int first;
    /** Slots from the oldest to the newest, with the holes between them. */
    private int span;

    private int size;

    /** @param slots how many there is room for before it grows, at least 1 */
    Ring(int slots) {
        this.slots = new Object[Math.max(2, Integer.highestOneBit(2 * slots - 1))];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void addNewest(T item) {
        if (span == slots.length) {
            makeRoom();
        }
        slots[slot(span)] = item;
        span++;
        size++;
    }

    /** The oldest; there must be one. */
    T oldest() {
        return at(0);
    }

    /** Takes the oldest out; there must be one. */
    T removeOldest() {
        T oldest = at(0);
        clear(0);
        return oldest;
    }

    /** Takes the newest out; there must be one. */
    T removeNewest() {
        T newest = at(span - 1);
        clear(span - 1);
        return newest;
    }

    /** Takes this very one out, looked for from the oldest on; false when it is not there. */
    @SuppressWarnings("ReferenceEquality") // an equal one is another one
    boolean remove(T item) {
        for (int i = 0; i < span; i++) {
            if (slots[slot(i)] == item) {
                clear(i);
                return true;
            }
        }
        return false;
    }

    private int slot(int position) {
        return (first + position) & (slots.length - 1);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the ends are not holes
    private T at(int position) {
        return (T) slots[slot(position)];
    }

    private void clear(int position) {
        slots[slot(position)] = null;
        size--;
        while (span > 0 && slots[first] == null) {
            first = slot(1);
            span--;
        }
        while (span > 0 && slots[slot(span - 1)] == null) {
            span--;
        }
    }

    /** Closes the holes, and doubles the room when they are few. */
    private void makeRoom() {
        Object[] next = new Object[size > slots.length / 2 ? 2 * slots.length : slots.length];
        int filled = 0;
        for (int i = 0; i < span; i++) {
            Object item = slots[slot(i)];
            if (item != null) {
                next[filled++] = item;
            }
        }
        slots = next;
        first = 0;
        span = filled;
    }
}
