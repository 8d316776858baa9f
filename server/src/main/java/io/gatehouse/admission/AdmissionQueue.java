package io.gatehouse.admission;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of things with deadlines. When full it gives up the oldest, which is the nearest to its deadline; what
 * expired while it waited is never handed out. For many producers and consumers; nobody waits in it.
 */
public final class AdmissionQueue<T extends Timed> {
    private final int capacity;
    private final LongSupplier clock;
    private final Refused<? super T> refused;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<T> items;
    private volatile int size;

    /**
     * @param capacity how many may wait, at least 1
     * @param clock the time in nanoseconds, as {@link System#nanoTime()}
     */
    public AdmissionQueue(int capacity, LongSupplier clock, Refused<? super T> refused) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the queue's capacity is " + capacity + ", and must be at least 1");
        }
        this.capacity = capacity;
        this.clock = clock;
        this.refused = refused;
        this.items = new ArrayDeque<>(Math.min(capacity, 1024));
    }

    /** Adds the newest; gives up the oldest when there is no room. */
    public void offer(T item) {
        T oldest = null;
        lock.lock();
        try {
            if (items.size() == capacity) {
                oldest = items.pollFirst();
            }
            items.addLast(item);
            size = items.size();
        } finally {
            lock.unlock();
        }
        if (oldest != null) {
            refused.overflowed(oldest);
        }
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
            T item = items.pollFirst();
            size = items.size();
            return item;
        } finally {
            lock.unlock();
        }
    }
}
