package io.gatehouse.passwords;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Half of the heap, which all argon2id computations of one pool together may hold. One that finds too little free waits for the
 * others, so that many logins at a time cannot end the process for want of memory.
 */
final class HashingMemory {
    private static final int TOTAL_KIB = (int) Math.min(Runtime.getRuntime().maxMemory() / 2 / 1024, Integer.MAX_VALUE);

    private final Semaphore free = new Semaphore(TOTAL_KIB, true);

    /**
     * Refuses what could never be computed here.
     *
     * @throws IllegalArgumentException when it is more than there is
     */
    static void require(int kib) {
        if (kib > TOTAL_KIB) {
            throw new IllegalArgumentException(
                    "argon2id with " + kib + " KiB needs more than half of the heap, which is " + TOTAL_KIB
                            + " KiB: start with GATEHOUSE_OPTS=-Xmx" + (kib / 512 + 1) + "m or more");
        }
    }

    /** Computes with this much memory in use, once it is free; where it is none, at once. */
    <T> T with(int kib, Supplier<T> computation) {
        if (kib == 0) {
            return computation.get();
        }
        free.acquireUninterruptibly(kib);
        try {
            return computation.get();
        } finally {
            free.release(kib);
        }
    }
}
