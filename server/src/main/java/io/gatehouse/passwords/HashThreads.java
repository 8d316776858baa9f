package io.gatehouse.passwords;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A bounded number of threads that do hash after hash for as long as there are some, and end when there were none for ten
 * seconds. Where the operating system heeds it (Linux asks for a JVM option) they stand behind all others.
 */
final class HashThreads {
    private final int max;
    private final ThreadPoolExecutor threads;
    private final BooleanSupplier next;
    private final BooleanSupplier more;
    private final AtomicInteger busy = new AtomicInteger();

    /**
     * @param max how many there are at most, at least 1
     * @param next does one piece of work; false when there was none
     * @param more whether there may be some
     */
    HashThreads(int max, BooleanSupplier next, BooleanSupplier more) {
        this.max = max;
        this.next = next;
        this.more = more;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                max,
                max,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> thread(work, number.incrementAndGet()));
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** Says that there is work. */
    void wake() {
        int now = busy.get();
        while (now < max) {
            if (busy.compareAndSet(now, now + 1)) {
                begin();
                return;
            }
            now = busy.get();
        }
    }

    /** Whether all of them work. */
    boolean allBusy() {
        return busy.get() >= max;
    }

    /** How many there are at most. */
    int max() {
        return max;
    }

    /** Ends them, after what they are doing now. */
    void end() {
        threads.shutdownNow();
    }

    private void begin() {
        try {
            threads.execute(this::work);
        } catch (RejectedExecutionException ended) {
            busy.decrementAndGet();
        }
    }

    private void work() {
        try {
            boolean worked = true;
            while (worked) {
                worked = next.getAsBoolean();
            }
        } finally {
            busy.decrementAndGet();
        }
        if (more.getAsBoolean()) {
            wake();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it
    private static Thread thread(Runnable work, int number) {
        Thread thread = new Thread(work, "gatehouse-hash-" + number);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
