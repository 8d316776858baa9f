package io.gatehouse.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How many failures one name may have within a window. Names are known by a number, a bounded many of them: those that
 * fail again and again stay, and a crowd of names that fail once pushes out one another.
 */
final class FailureLimit {
    /** How many names are known; each takes about 150 bytes. */
    static final int NAMES = 16 * 1024;

    private final Cache<Long, TokenBucket> buckets;
    private final long window;
    private final IntSupplier failures;
    private final LongSupplier clock;

    /**
     * @param failures at least 1; asked each time, since it may change
     * @param window the time in which as many tokens come back
     */
    FailureLimit(IntSupplier failures, Duration window, LongSupplier clock) {
        this.window = window.toNanos();
        this.failures = failures;
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(clock::getAsLong)
                .expireAfterAccess(window.multipliedBy(2))
                .maximumSize(NAMES)
                .build();
    }

    boolean reached(long name) {
        TokenBucket bucket = buckets.getIfPresent(name);
        return bucket != null && bucket.isEmpty(clock.getAsLong(), token(), window);
    }

    void failed(long name) {
        long now = clock.getAsLong();
        bucket(name, now).take(now, token(), window);
    }

    /** Counts a failure in advance, unless the limit is reached; true when it was counted. */
    boolean tryFail(long name) {
        long now = clock.getAsLong();
        return bucket(name, now).tryTake(now, token(), window);
    }

    /** It was no failure. */
    void takeBack(long name) {
        TokenBucket bucket = buckets.getIfPresent(name);
        if (bucket != null) {
            bucket.giveBack(token());
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

    private long token() {
        return window / failures.getAsInt();
    }
}
