package io.gatehouse.admission;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.drops.Drop;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue of items with deadlines, bounded in number and in weight. First in, first out while it is short; once it is
 * {@linkplain StandingQueueDetector standing} the newest goes first, since under overload only the newest can be answered in
 * time. For many producers and consumers; nobody waits in it. What is dropped, in nanoseconds:
 *
 * <pre>{@code
 * QUEUE_FULL  the oldest, until  size < capacity  and  weight + weight(item) <= maxWeight
 * DEADLINE    at time t, when  deadline - t <= expected service time
 * SHED        at time t, when the newest goes first and  t - arrival >= maxWait
 * }</pre>
 */
public final class AdmissionQueue<T extends Timed> implements QueueState {
    /** How many dead ones at the old end a producer clears away at most. */
    private static final int TRIMMED_AT_ONCE = 8;

    /** So many that a queue of the usual capacity never grows, since a storm would have to compile that as well. */
    private static final int FIRST_SLOTS = 4096;

    /** So many of those that come at a time are permitted whatever was taken out, so that a halt is noticed to be over. */
    private static final int ALWAYS_PERMITTED = 2;

    private static final int SPINS = 64;

    private final int capacity;
    private final long maxWeight;
    private final LongSupplier clock;
    private final DropListener<? super T> listener;
    private final ServiceTime<? super T> serviceTime;
    private final boolean adaptiveLifo;
    private final long maxWaitNanos;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock") private final Ring<T> waiting;

    @GuardedBy("lock") private final StandingQueueDetector detector;

    @GuardedBy("lock") private long weight;
    /** How many were taken out since {@link #permits} was asked last. */
    @GuardedBy("lock") private long dequeued;

    @GuardedBy("lock") private long allowance;

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
    public AdmissionQueue(int capacity, long maxWeight, LongSupplier clock, DropListener<? super T> listener) {
        this(
                capacity,
                maxWeight,
                clock,
                listener,
                new QueueDiscipline(true, QueueDiscipline.DEFAULT_TARGET, QueueDiscipline.DEFAULT_INTERVAL),
                ServiceTime.UNKNOWN);
    }

    /**
     * @param capacity how many may wait, at least 1
     * @param maxWeight what all that wait may weigh together, in bytes
     * @param clock the time in nanoseconds, as {@link System#nanoTime()}
     * @param serviceTime what has less time left than this is dropped
     */
    public AdmissionQueue(
            int capacity,
            long maxWeight,
            LongSupplier clock,
            DropListener<? super T> listener,
            QueueDiscipline discipline,
            ServiceTime<? super T> serviceTime) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the queue's capacity is " + capacity + ", and must be at least 1");
        }
        this.capacity = capacity;
        this.maxWeight = maxWeight;
        this.clock = clock;
        this.listener = listener;
        this.serviceTime = serviceTime;
        this.adaptiveLifo = discipline.adaptiveLifo();
        this.maxWaitNanos = discipline.maxWait().toNanos();
        this.waiting = new Ring<>(Math.min(capacity, FIRST_SLOTS));
        this.detector = new StandingQueueDetector(discipline);
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
                settle();
            } finally {
                lock.unlock();
            }
            if (givenUp != null) {
                tell(givenUp, Drop.QUEUE_FULL, now);
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
                settle();
            }
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the newest is handed out first now. */
    public boolean newestFirst() {
        return newestFirst;
    }

    /**
     * Of so many that have arrived, how many are to be offered, which are to be the newest: all, unless the queue is standing and
     * the newest goes first. Then on average a quarter more than are taken out, and a few, since any more would only be dropped
     * later:
     *
     * <pre>{@code
     * allowance = min(capacity, allowance + 5/4 * dequeued + 2)
     * permits   = min(arrived, allowance), which the allowance is lessened by
     * }</pre>
     */
    public int permits(int arrived) {
        lock();
        try {
            if (!adaptiveLifo || !detector.isStanding()) {
                allowance = 0;
                dequeued = 0;
                return arrived;
            }
            allowance = Math.min(capacity, allowance + dequeued + dequeued / 4 + ALWAYS_PERMITTED);
            dequeued = 0;
            int permitted = (int) Math.min(arrived, allowance);
            allowance -= permitted;
            return permitted;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isStanding() {
        lock();
        try {
            return detector.isStanding();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long episodes() {
        lock();
        try {
            return detector.episodes();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long oldestSojourn() {
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
            detector.onDequeue(now - waiting.oldest().arrivedAt(), now);
            newestFirst = adaptiveLifo && detector.isStanding();
            dequeued++;
            T next = take(newestFirst);
            settle();
            return next;
        } finally {
            lock.unlock();
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
            T dead = !waiting.isEmpty() && isDead(waiting.oldest(), now) ? take(false) : null;
            settle();
            return dead;
        } finally {
            lock.unlock();
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

    /** Sees to what follows from a change, last of all. */
    @GuardedBy("lock") private void settle() {
        int now = waiting.size();
        if (now == 0) {
            detector.onEmpty();
        }
        size = now;
    }

    @GuardedBy("lock") private boolean hasRoomFor(T item) {
        return waiting.isEmpty() || (waiting.size() < capacity && weight + item.weight() <= maxWeight);
    }

    @GuardedBy("lock") private T giveUpOldest() {
        detector.onOverflow();
        return take(false);
    }

    @GuardedBy("lock") private void add(T item) {
        waiting.addNewest(item);
        weight += item.weight();
    }

    @GuardedBy("lock") private T take(boolean newest) {
        T item = newest ? waiting.removeNewest() : waiting.removeOldest();
        removed(item);
        return item;
    }

    @GuardedBy("lock") private void removed(T item) {
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
        tell(item, isStale(item, now) ? Drop.SHED : Drop.DEADLINE, now);
    }

    /** What has expired is told so, whatever it was dropped for. */
    private void tell(T item, Drop cause, long now) {
        listener.onDropped(item, item.expiredAt(now) ? Drop.DEADLINE : cause);
    }
}
