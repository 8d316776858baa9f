package io.gatehouse.logging;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Permits {@value #LINES} lines a second and counts the others. Once the lines of a second are used up, asking costs a volatile
 * read and an uncontended add, so that a storm is not slowed by its own log.
 */
final class LineBudget {
    static final int LINES = 10;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** The number of the second times {@value #LINES} + 1, plus the lines used in it. */
    private final AtomicLong spent = new AtomicLong(-1);

    private final LongAdder heldBack = new LongAdder();

    /** Whether a line may be written now; if not, it is counted. */
    boolean take(long nanos) {
        long first = Math.floorDiv(nanos, NANOS_PER_SECOND) * (LINES + 1);
        for (long seen = spent.get(); seen != first + LINES; seen = spent.get()) {
            boolean sameSecond = seen >= first && seen < first + LINES;
            if (spent.compareAndSet(seen, sameSecond ? seen + 1 : first + 1)) {
                return true;
            }
        }
        heldBack.increment();
        return false;
    }

    /** Uses up the lines of the first second. */
    void spend() {
        spent.set(LINES);
    }

    /** How many lines were not permitted since this was asked last. */
    long heldBack() {
        return heldBack.sumThenReset();
    }
}
