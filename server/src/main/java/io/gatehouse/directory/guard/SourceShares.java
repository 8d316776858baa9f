package io.gatehouse.directory.guard;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many password checks of each source are under way, waiting or running. A source that has only a few goes before one
 * that has more; within a source they keep the order in which they came.
 */
public final class SourceShares {
    private final ConcurrentMap<Long, Integer> underWay = new ConcurrentHashMap<>();
    private final int most;

    /** @param most how many a source may have under way for one more to count as ordinary, the one included; at least 1 */
    public SourceShares(int most) {
        this.most = most;
    }

    /** One more of this source, which must {@link #leave} in the end; whether it counts as ordinary. */
    boolean enter(long source) {
        return underWay.merge(source, 1, Integer::sum) <= most;
    }

    void leave(long source) {
        underWay.computeIfPresent(source, (key, count) -> count == 1 ? null : count - 1);
    }

    /** How many sources have checks under way. */
    int sources() {
        return underWay.size();
    }
}
