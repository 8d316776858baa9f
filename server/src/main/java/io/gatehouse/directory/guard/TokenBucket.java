package io.gatehouse.directory.guard;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokens that failures take and time gives back, one after another. Held as one number: the time at which the bucket is
 * full again. Failures that were counted though none was left are owed, at most a whole bucket.
 */
final class TokenBucket {
    private final AtomicLong fullAt;

    TokenBucket(long now) {
        this.fullAt = new AtomicLong(now);
    }

    /**
     * Whether there is none left.
     *
     * @param token the time in which a token comes back, in nanoseconds
     * @param all the same for all tokens
     */
    boolean isEmpty(long now, long token, long all) {
        return isEmpty(fullAt.get(), now, token, all);
    }

    /** Takes a token, whether or not there is one. */
    void take(long now, long token, long all) {
        fullAt.updateAndGet(full -> Math.min(full - now > 0 ? full - now + token : token, 2 * all) + now);
    }

    /** Takes a token if there is one; true when there was. */
    boolean tryTake(long now, long token, long all) {
        long full = fullAt.get();
        while (!isEmpty(full, now, token, all)) {
            if (fullAt.compareAndSet(full, (full - now > 0 ? full : now) + token)) {
                return true;
            }
            full = fullAt.get();
        }
        return false;
    }

    /** Gives back a token that was taken. */
    void giveBack(long token) {
        fullAt.addAndGet(-token);
    }

    private static boolean isEmpty(long full, long now, long token, long all) {
        return full - now > all - token;
    }
}
