package io.gatehouse.revocation.poll;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many users of a directory were revoked within the last interval. Used by one thread. */
final class RecentRevocations {
    /** When each was, the first first. */
    private final Deque<Long> times = new ArrayDeque<>();

    /** A user is revoked. */
    void add(long now) {
        times.addLast(now);
    }

    /** How many are; those before the interval are forgotten. */
    int within(long interval, long now) {
        for (Long first = times.peekFirst(); first != null && now - first > interval; first = times.peekFirst()) {
            times.removeFirst();
        }
        return times.size();
    }
}
