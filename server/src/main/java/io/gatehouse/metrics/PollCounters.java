package io.gatehouse.metrics;

import io.gatehouse.revocation.poll.PollRecorder;

/** Counts questions about users who have sessions, and notes how far they have come. */
public final class PollCounters implements PollRecorder {
    private static final double NANOS = 1e9;

    final EnumCounters<Result> results = new EnumCounters<>(Result.class);
    volatile int users;
    volatile int held;
    private volatile long interval;
    private volatile long oldest;

    @Override
    public void polled(Result result) {
        results.add(result, 1);
    }

    @Override
    public void state(long intervalNanos, int nowUsers, int nowHeld, long nowOldest) {
        interval = intervalNanos;
        oldest = nowOldest;
        users = nowUsers;
        held = nowHeld;
    }

    /** How many questions this came of. */
    public long results(Result result) {
        return results.get(result);
    }

    /** How many users are asked about. */
    public int users() {
        return users;
    }

    /** How many directories have lost too many users at once. */
    public int held() {
        return held;
    }

    double ageSeconds() {
        return users == 0 ? 0 : (System.nanoTime() - oldest) / NANOS;
    }

    double intervalSeconds() {
        return interval / NANOS;
    }
}
