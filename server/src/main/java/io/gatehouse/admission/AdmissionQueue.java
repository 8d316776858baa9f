package io.gatehouse.admission;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue of things with deadlines, bounded in number and in weight. When full it gives up the oldest, which is the nearest
 * to its deadline; what expired while it waited is never handed out. For many producers and consumers; nobody waits in it.
 */
public final class AdmissionQueue<T extends Timed> {
    private final int capacity;
    private final long maxWeight;
    private final LongSupplier clock;
    private final Refused<? super T> refused;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<T> items;
    private long weight;
    private volatile int size;

    /**
     * @param capacity how many may wait, at least 1
     * @param maxWeight what all that wait may weigh together, in bytes
     * @param clock the time in nanoseconds, as {@link System#nanoTime()}
     */
    public AdmissionQueue(int capacity, long maxWeight, LongSupplier clock, Refused<? super T> refused) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the queue's capacity is " + capacity + ", and must be at least 1");
        }
        this.capacity = capacity;
        this.maxWeight = maxWeight;
        this.clock = clock;
        this.refused = refused;
        this.items = new ArrayDeque<>(Math.min(capacity, 1024));
    }

    /** Adds the newest; gives up the oldest ones when there is no room. */
    public void offer(T item) {
        List<T> givenUp = List.of();
        lock.lock();
        try {
            while (!items.isEmpty() && !hasRoomFor(item)) {
                givenUp = givenUp.isEmpty() ? new ArrayList<>(1) : givenUp;
                givenUp.add(removeOldest());
            }
            items.addLast(item);
            weight += item.weight();
            size = items.size();
        } finally {
            lock.unlock();
        }
        givenUp.forEach(refused::overflowed);
    }

    /** The oldest that can still be done in time, or null when nothing waits. */
    public @Nullable T poll() {
        for (T item = take(); item != null; item = take()) {
            if (!item.expiredAt(clock.getAsLong())) {
                return item;
            }
            refused.expired(item);
        }
        return null;
    }

    /** How many wait now. */
    public int size() {
        return size;
    }

    private @Nullable T take() {
        if (size == 0) {
            return null;
        }
        lock.lock();
        try {
            T item = items.isEmpty() ? null : removeOldest();
            size = items.size();
            return item;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoomFor(T item) {
        return items.size() < capacity && weight + item.weight() <= maxWeight;
    }

    private T removeOldest() {
        T oldest = items.removeFirst();
        weight -= oldest.weight();
        return oldest;
    }
}
