package io.gatehouse.directory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokens that failures take and time gives back, one after another. Held as one number: the time at which the bucket is
 * full again. Failures that were under way together may take more than there is, at most a whole bucket more.
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
        return fullAt.get() - now > all - token;
    }

    void take(long now, long token, long all) {
        fullAt.updateAndGet(full -> Math.min(full - now > 0 ? full - now + token : token, 2 * all) + now);
    }
}
