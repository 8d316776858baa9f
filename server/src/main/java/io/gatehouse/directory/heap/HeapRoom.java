package io.gatehouse.directory.heap;

import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordHash;

/**
 * The room that the heap has left for a users file, next to all that is in it already, and the users loaded among
 * it. Each user's size is estimated before it is kept, so that a file that is too large is refused as a mistake and never ends the
 * process. Used by one thread.
 */
public final class HeapRoom {
    /** The part of the heap that is left to requests, caches and the collector is one of so many. */
    public static final int SPARE = 6;

    /** Less room than one of so many parts of the heap is none. */
    private static final int LEAST = 64;

    /** A collection that made no room stops the process: the next one waits for so many times what it took. */
    private static final int PAUSES = 20;

    private final Heap heap;
    private final int threads;
    private long perHash;
    private long left;
    private long taken;
    private boolean full;
    private long fullUntil;

    /** The room in a heap, where so many passwords are hashed at a time. */
    public HeapRoom(Heap heap, int threads) {
        this.heap = heap;
        this.threads = threads;
        this.left = free();
    }

    /**
     * The room in this process.
     *
     * @param threads how many passwords are hashed at a time
     */
    public static HeapRoom ofProcess(int threads) {
        return new HeapRoom(new ProcessHeap(), threads);
    }

    /** The room in a process that hashes with the default number of threads. */
    public static HeapRoom ofProcess() {
        return ofProcess(HashingSettings.defaultThreads());
    }

    /**
     * Takes room for something of so many bytes.
     *
     * @throws HeapFullException when there is none
     */
    public void take(long bytes) {
        taken += bytes;
        left -= bytes;
        if (left < 0 && !collected()) {
            throw new HeapFullException();
        }
    }

    /** Gives back what was taken and is not kept. */
    public void giveBack(long bytes) {
        taken -= bytes;
        left += bytes;
    }

    /** Leaves room for checks of this hash, as many as run at a time. */
    public void leaveFor(PasswordHash hash) {
        long memory = hash.memory();
        if (memory > perHash) {
            left -= hashing(memory) - hashing(perHash);
            perHash = memory;
        }
    }

    /** The largest the heap can be, in bytes. */
    public long max() {
        return heap.max();
    }

    /** What was taken up to now, in bytes. */
    public long taken() {
        return taken;
    }

    /** What looked full may be full of garbage, and what was estimated may have turned out smaller. */
    private boolean collected() {
        long begin = heap.nanoTime();
        if (full && begin - fullUntil < 0) {
            return false;
        }
        heap.collect();
        left = free();
        full = left < heap.max() / LEAST;
        long end = heap.nanoTime();
        fullUntil = end + PAUSES * (end - begin);
        return !full;
    }

    private long free() {
        return heap.max() - heap.max() / SPARE - hashing(perHash) - heap.used();
    }

    /** All checks together take half of the heap at most; see HashingMemory. */
    private long hashing(long memory) {
        return memory == 0 ? 0 : Math.min(threads * memory, heap.max() / 2 / memory * memory);
    }

    /** The heap as it is now, in bytes. */
    public interface Heap {
        long max();

        /** What is in use, garbage included. */
        long used();

        /** Asks for the garbage to be collected. */
        void collect();

        /** The time, as {@link System#nanoTime}. */
        default long nanoTime() {
            return System.nanoTime();
        }
    }

    /** The heap of this JVM. */
    private record ProcessHeap() implements Heap {
        @Override
        public long max() {
            return Runtime.getRuntime().maxMemory();
        }

        @Override
        public long used() {
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }

        @Override
        public void collect() {
            System.gc();
        }
    }
}
