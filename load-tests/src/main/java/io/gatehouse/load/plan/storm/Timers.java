package io.gatehouse.load.plan.storm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is due at which tick: a wheel with a bucket for each tick of the longest wait. */
final class Timers {
    private static final int FEW = 8;

    private final long[] @Nullable [] buckets;
    private final int[] sizes;
    private final int mask;
    private final Ticks ticks;

    /** Takes one of the numbers that were added. */
    @FunctionalInterface
    interface Due {
        void take(long entry);
    }

    /** @param longest how many ticks ahead of now something may be added */
    Timers(Ticks ticks, long longest) {
        this.ticks = ticks;
        int slots = Integer.highestOneBit(Math.toIntExact(2 * (longest + 1)));
        this.buckets = new long[slots][];
        this.sizes = new int[slots];
        this.mask = slots - 1;
    }

    /** Adds a number for a tick after now, or for the next one. */
    void add(long tick, long entry) {
        long due = Math.max(tick, ticks.now() + 1);
        if (due - ticks.now() > mask) {
            throw new IllegalArgumentException("a timer of " + (due - ticks.now()) + " ticks, on a wheel of " + mask);
        }
        int slot = (int) (due & mask);
        long[] bucket = buckets[slot];
        if (bucket == null) {
            bucket = new long[FEW];
        } else if (sizes[slot] == bucket.length) {
            bucket = Arrays.copyOf(bucket, 2 * bucket.length);
        }
        bucket[sizes[slot]++] = entry;
        buckets[slot] = bucket;
    }

    /** Hands out what is due now, in the order in which it was added. */
    void due(Due listener) {
        int slot = (int) (ticks.now() & mask);
        long[] bucket = buckets[slot];
        if (bucket == null) {
            return;
        }
        buckets[slot] = null;
        int size = sizes[slot];
        sizes[slot] = 0;
        for (int i = 0; i < size; i++) {
            listener.take(bucket[i]);
        }
    }
}
