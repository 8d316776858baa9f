package io.gatehouse.admission;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue of things with deadlines, bounded in number and in weight. First in, first out while it is short; once it is
 * {@linkplain Standing standing} the newest goes first, since under overload only the newest can be answered in time. When
 * full it gives up the oldest, which is the nearest to its deadline. What expired, or can no longer be done in time, is
 * never handed out. For many producers and consumers; nobody waits in it.
 */
public final class AdmissionQueue<T extends Timed> implements QueueState {
    /** How many dead ones at the old end a producer clears away at most. */
    private static final int TRIMMED_AT_ONCE = 8;

    /** So many that a queue of the usual capacity never grows, since a storm would have to compile that as well. */
    private static final int FIRST_SLOTS = 4096;

    /** So many of those that come at a time are worth offering whatever was taken out, so that a halt is noticed to be over. */
    private static final int ALWAYS_WORTH_OFFERING = 2;

    private static final int SPINS = 64;

    private final int capacity;
    private final long maxWeight;
    private final LongSupplier clock;
    private final Refused<? super T> refused;
    private final ServiceTime<? super T> serviceTime;
    private final boolean adaptiveLifo;
    private final long maxWaitNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Ring<T> waiting;
    private final Standing standing;
    private long weight;
    /** Since it was asked last what is worth offering. */
    private long takenOut;

    private long allowance;
    private volatile int size;
    /** As it was when something was taken out last: what was taken last of all is judged by it too. */
    private volatile boolean newestFirst;

    /**
     * A queue with the default target and interval, in which a thing may be handed out until its deadline.
     *
     * @param capacity how many may wait, at least 1
     * @param maxWeight what all that wait may weigh together, in bytes
     * @param clock the time in nanoseconds, as {@link System#nanoTime()}
     */
    public AdmissionQueue(int capacity, long maxWeight, LongSupplier clock, Refused<? super T> refused) {
        this(
                capacity,
                maxWeight,
                clock,
                refused,
                new QueueDiscipline(true, QueueDiscipline.DEFAULT_TARGET, QueueDiscipline.DEFAULT_INTERVAL),
                ServiceTime.UNKNOWN);
    }

    /**
     * @param capacity how many may wait, at least 1
     * @param maxWeight what all that wait may weigh together, in bytes
     * @param clock the time in nanoseconds, as {@link System#nanoTime()}
     * @param serviceTime what has less time left than this is given up as hopeless
     */
    public AdmissionQueue(
            int capacity,
            long maxWeight,
            LongSupplier clock,
            Refused<? super T> refused,
            QueueDiscipline discipline,
            ServiceTime<? super T> serviceTime) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the queue's capacity is " + capacity + ", and must be at least 1");
        }
        this.capacity = capacity;
        this.maxWeight = maxWeight;
        this.clock = clock;
        this.refused = refused;
        this.serviceTime = serviceTime;
        this.adaptiveLifo = discipline.adaptiveLifo();
        this.maxWaitNanos = discipline.maxWait().toNanos();
        this.waiting = new Ring<>(Math.min(capacity, FIRST_SLOTS));
        this.standing = new Standing(discipline);
    }

    /** Adds the newest; gives up the oldest ones when there is no room, and a few of those that expired. */
    public void offer(T item) {
        // The moment at which the newest arrived is near enough to now, and costs no look at the clock.
        long now = item.arrivedAt();
        boolean added = false;
        boolean trim = false;
        while (!added) {
            T givenUp = null;
            lock();
            try {
                givenUp = hasRoomFor(item) ? null : giveUpOldest();
                added = hasRoomFor(item);
                if (added) {
                    add(item);
                    trim = isDead(waiting.oldest(), now);
                }
            } finally {
                release();
            }
            if (givenUp != null) {
                tellOverflow(givenUp, now);
            }
        }
        if (trim) {
            trim(now);
        }
    }

    /** The next that can still be done in time, or null when nothing waits. */
    public @Nullable T poll() {
        while (size != 0) {
            long now = clock.getAsLong();
            T next = next(now);
            if (next == null || !isDead(next, now)) {
                return next;
            }
            tellDead(next, now);
        }
        return null;
    }

    /** Takes one out that needs not be done any more, wherever it waits; false when it does not wait here. */
    public boolean remove(T item) {
        lock();
        try {
            boolean removed = waiting.remove(item);
            if (removed) {
                removed(item);
            }
            return removed;
        } finally {
            release();
        }
    }

    /** Whether the newest is handed out first now. */
    public boolean newestFirst() {
        return newestFirst;
    }

    /**
     * Of so many that have come, how many are worth offering: all, unless the queue is standing and the newest goes first. Then, on
     * the average, a quarter more than are taken out, and a few: any more would only be given up later. The newest are the
     * ones to offer.
     */
    public int worthOffering(int count) {
        lock();
        try {
            if (!adaptiveLifo || !standing.standing()) {
                allowance = 0;
                takenOut = 0;
                return count;
            }
            allowance = Math.min(capacity, allowance + takenOut + takenOut / 4 + ALWAYS_WORTH_OFFERING);
            takenOut = 0;
            int worth = (int) Math.min(count, allowance);
            allowance -= worth;
            return worth;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean standing() {
        lock();
        try {
            return standing.standing();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long timesStanding() {
        lock();
        try {
            return standing.begun();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long oldestWait() {
        lock();
        try {
            return waiting.isEmpty()
                    ? 0
                    : Math.max(0, clock.getAsLong() - waiting.oldest().arrivedAt());
        } finally {
            lock.unlock();
        }
    }

    private @Nullable T next(long now) {
        lock();
        try {
            if (waiting.isEmpty()) {
                return null;
            }
            standing.see(now - waiting.oldest().arrivedAt(), now);
            newestFirst = adaptiveLifo && standing.standing();
            takenOut++;
            return take(newestFirst);
        } finally {
            release();
        }
    }

    /** Clears the dead away at the old end, so that under newest first they do not hold the memory. */
    private void trim(long now) {
        for (int i = 0; i < TRIMMED_AT_ONCE; i++) {
            T dead = takeDead(now);
            if (dead == null) {
                return;
            }
            tellDead(dead, now);
        }
    }

    private @Nullable T takeDead(long now) {
        lock();
        try {
            return !waiting.isEmpty() && isDead(waiting.oldest(), now) ? take(false) : null;
        } finally {
            release();
        }
    }

    /** The holder of the lock moves a few fields and releases it: to spin is cheaper than to be put to sleep. */
    private void lock() {
        for (int i = 0; i < SPINS; i++) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        lock.lock();
    }

    /** Lets the lock go, after all changes have been seen to. */
    private void release() {
        int now = waiting.size();
        if (now == 0) {
            standing.end();
        }
        size = now;
        lock.unlock();
    }

    private boolean hasRoomFor(T item) {
        return waiting.isEmpty() || (waiting.size() < capacity && weight + item.weight() <= maxWeight);
    }

    private T giveUpOldest() {
        standing.overflow();
        return take(false);
    }

    private void add(T item) {
        waiting.addNewest(item);
        weight += item.weight();
    }

    private T take(boolean newest) {
        T item = newest ? waiting.removeNewest() : waiting.removeOldest();
        removed(item);
        return item;
    }

    private void removed(T item) {
        weight -= item.weight();
    }

    private boolean isDead(T item, long now) {
        return isStale(item, now) || item.deadline() - now <= serviceTime.expected(item, now);
    }

    /** Where the newest goes first, what has waited for long is there by chance: newer ones will come before it. */
    private boolean isStale(T item, long now) {
        return newestFirst && now - item.arrivedAt() >= maxWaitNanos;
    }

    private void tellDead(T item, long now) {
        if (item.expiredAt(now)) {
            refused.expired(item);
        } else if (isStale(item, now)) {
            refused.stale(item);
        } else {
            refused.hopeless(item);
        }
    }

    private void tellOverflow(T item, long now) {
        if (item.expiredAt(now)) {
            refused.expired(item);
        } else {
            refused.overflowed(item);
        }
    }
}
