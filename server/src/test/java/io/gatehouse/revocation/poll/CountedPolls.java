package io.gatehouse.revocation.poll;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what came of questions. */
final class CountedPolls implements PollRecorder {
    private final Map<Result, Integer> results = new ConcurrentHashMap<>();
    volatile int users;
    volatile int held;
    volatile long interval;

    @Override
    public void polled(Result result) {
        results.merge(result, 1, Integer::sum);
    }

    @Override
    public void state(long intervalNanos, int nowUsers, int nowHeld, long oldest) {
        interval = intervalNanos;
        users = nowUsers;
        held = nowHeld;
    }

    int of(Result result) {
        return results.getOrDefault(result, 0);
    }
}
