package io.gatehouse.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Entries that wait to be stored, bounded by the memory that they hold. Many threads add to it without a lock; one thread takes all that
 * there is. What was taken counts until it is {@linkplain #release released}.
 */
final class AuditQueue {
    private final AtomicReference<@Nullable AuditEntry> newest = new AtomicReference<>();
    private final AtomicLong bytes = new AtomicLong();
    private final long most;

    /** @param most what all entries may hold together, in bytes */
    AuditQueue(long most) {
        this.most = most;
    }

    /**
     * Adds one.
     *
     * @return what all hold now, in bytes; below zero when there was no room for it
     */
    long offer(AuditEntry entry) {
        int weight = entry.weight();
        long held = bytes.addAndGet(weight);
        if (held > most) {
            bytes.addAndGet(-weight);
            return -1;
        }
        AuditEntry last;
        do {
            last = newest.get();
            entry.before = last;
        } while (!newest.compareAndSet(last, entry));
        return held;
    }

    /** All that wait, from the oldest to the newest. */
    Deque<AuditEntry> take() {
        Deque<AuditEntry> taken = new ArrayDeque<>();
        AuditEntry each = newest.getAndSet(null);
        while (each != null) {
            taken.addFirst(each);
            AuditEntry before = each.before;
            each.before = null;
            each = before;
        }
        return taken;
    }

    boolean isEmpty() {
        return newest.get() == null;
    }

    /** An entry that was taken is stored, or given up. */
    void release(AuditEntry entry) {
        release(entry.weight());
    }

    /** The same of some, by what they hold together, in bytes. */
    void release(long weight) {
        bytes.addAndGet(-weight);
    }

    /** What the entries hold that are not released, in bytes. */
    long bytes() {
        return bytes.get();
    }

    long most() {
        return most;
    }
}
