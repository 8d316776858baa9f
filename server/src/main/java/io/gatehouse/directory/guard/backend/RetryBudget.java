package io.gatehouse.directory.guard.backend;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How many lookups may be begun again: a tenth of those that end well, and some at once. More would make a bad time worse. */
final class RetryBudget {
    private static final int PRICE = 10;
    private static final int MOST = 10 * PRICE;

    /** A lookup is begun again after a pause between these. */
    private static final long LEAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long MOST_PAUSE = TimeUnit.MILLISECONDS.toNanos(30);

    private final AtomicInteger saved = new AtomicInteger(MOST);

    /** How long one waits before it is begun again: another time for each, so that not all begin again at once. */
    static long pause() {
        return ThreadLocalRandom.current().nextLong(LEAST_PAUSE, MOST_PAUSE);
    }

    /** A lookup has ended well. */
    void save() {
        if (saved.get() < MOST) {
            saved.updateAndGet(now -> Math.min(MOST, now + 1));
        }
    }

    /** Whether one more may be begun again; it is counted. */
    boolean take() {
        return saved.getAndUpdate(now -> now >= PRICE ? now - PRICE : now) >= PRICE;
    }
}
