package io.gatehouse.directory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many password checks of each source are under way, waiting or running. A few of each count as ordinary; the rest
 * goes behind those of all other sources.
 */
final class SourceShares {
    private final ConcurrentMap<Long, Integer> underWay = new ConcurrentHashMap<>();
    private final int most;

    /** @param most how many of one source count as ordinary at a time, at least 1 */
    SourceShares(int most) {
        this.most = most;
    }

    /** Whether one more of this source counts as ordinary; which does must {@link #leave} in the end. */
    boolean enter(long source) {
        boolean[] entered = new boolean[1];
        underWay.compute(source, (key, count) -> {
            int now = count == null ? 0 : count;
            entered[0] = now < most;
            return entered[0] ? Integer.valueOf(now + 1) : count;
        });
        return entered[0];
    }

    void leave(long source) {
        underWay.computeIfPresent(source, (key, count) -> count == 1 ? null : count - 1);
    }

    /** How many sources have checks under way. */
    int sources() {
        return underWay.size();
    }
}
