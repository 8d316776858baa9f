package io.gatehouse.directory.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A rate limit of failures for each of many names, as token buckets. Names
 * are known by a number, a bounded many of them: those that fail again and again stay, and a crowd of names that fail once pushes
 * out one another.
 */
final class FailureLimit {
    /** How many names are known; each takes about 150 bytes. */
    static final int NAMES = 16 * 1024;

    private final Cache<Long, TokenBucket> buckets;
    private final long window;
    private final LongSupplier clock;

    /** @param window the time in which all tokens come back */
    FailureLimit(Duration window, LongSupplier clock) {
        this.window = window.toNanos();
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(clock::getAsLong)
                .expireAfterAccess(window.multipliedBy(2))
                .maximumSize(NAMES)
                .build();
    }

    /** @param most how many failures like this one there may be, at least 1 */
    boolean reached(long name, int most) {
        TokenBucket bucket = buckets.getIfPresent(name);
        return bucket != null && bucket.isEmpty(clock.getAsLong(), token(most), window);
    }

    void failed(long name, int most) {
        long now = clock.getAsLong();
        bucket(name, now).take(now, token(most), window);
    }

    /** Counts a failure in advance, unless the limit is reached; true when it was counted. */
    boolean tryFail(long name, int most) {
        long now = clock.getAsLong();
        return bucket(name, now).tryTake(now, token(most), window);
    }

    /** It was no failure. */
    void takeBack(long name, int most) {
        TokenBucket bucket = buckets.getIfPresent(name);
        if (bucket != null) {
            bucket.giveBack(token(most));
        }
    }

    /** How many names are known now. */
    long names() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private TokenBucket bucket(long name, long now) {
        return buckets.get(name, unknown -> new TokenBucket(now));
    }

    private long token(int most) {
        return window / most;
    }
}
