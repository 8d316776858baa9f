package io.gatehouse.directory.cache;

import io.gatehouse.directory.Checks;
import java.time.Duration;

/**
 * For how long answers about credentials are remembered, and in how much memory.
 *
 * @param ttl for how long a credential that was found right is taken without another check, 0 to 24 h; 0 for never
 * @param negativeTtl the same for one that was found wrong, 0 to 10 min
 * @param jitter by how many percent a right credential's time is longer or shorter than {@code ttl}, 0 to 50, so that
 *     those that came together do not end together
 * @param maxBytes what all that is remembered may take on the heap, 64 KiB to 16 GiB
 */
public record CacheSettings(Duration ttl, Duration negativeTtl, int jitter, long maxBytes) {
    public static final Duration MAX_TTL = Duration.ofHours(24);
    public static final Duration MAX_NEGATIVE_TTL = Duration.ofMinutes(10);
    public static final int MAX_JITTER = 50;
    public static final long MIN_BYTES = 64L << 10;
    public static final long MAX_BYTES = 16L << 30;

    public static final CacheSettings DEFAULT =
            new CacheSettings(Duration.ofMinutes(5), Duration.ofSeconds(5), 10, 32L << 20);

    public CacheSettings {
        Checks.between(ttl, MAX_TTL, "the cache's ttl must be between 0s and 24h");
        Checks.between(negativeTtl, MAX_NEGATIVE_TTL, "the cache's negative_ttl must be between 0s and 10m");
        Checks.require(jitter >= 0 && jitter <= MAX_JITTER, "the cache's jitter must be between 0 and 50 percent");
        Checks.require(maxBytes >= MIN_BYTES && maxBytes <= MAX_BYTES, "the cache must hold between 64KiB and 16GiB");
    }
}
