package io.gatehouse.directory.cache;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.time.Duration;

/**
 * For how long a directory's answers about credentials are remembered, and in how much memory.
 *
 * @param ttl for how long a credential that was found right is taken without another check; 0 for never
 * @param negativeTtl the same for one that was found wrong
 * @param jitter by how many percent a right credential's time is longer or shorter than {@code ttl}, so that those that
 *     came together do not end together
 * @param maxBytes what all that is remembered may take on the heap
 */
public record CacheSettings(Duration ttl, Duration negativeTtl, int jitter, long maxBytes) {
    private static final Key<Duration> TTL = Key.duration("ttl", "5m", "0s", "24h")
            .help("How long a credential that was found right is accepted without another check; `0s` for never."
                    + " If the directory reports a change, it takes effect at once.");
    private static final Key<Duration> NEGATIVE_TTL = Key.duration("negative_ttl", "5s", "0s", "10m")
            .help("How long a credential that was found wrong is refused without another check; `0s` for never.");
    private static final Key<Integer> JITTER = Key.count("jitter", "10", 0, 50)
            .help("By how many percent, 0 to 50, the time of a right credential is randomly longer or shorter than"
                    + " `ttl`, so that credentials that were checked at the same time do not expire at the same time.");
    private static final Key<Long> MAX_BYTES = Key.size("max_bytes", "32MiB", "64KiB", "16GiB")
            .help("How much of the heap the cached credentials of each directory may take. An eighth of it is for"
                    + " wrong ones, which cannot displace right ones; as much again may be taken for the credentials of"
                    + " users whom no directory knows.");

    /** Its keys, for all directories and again for each. */
    public static final Section SECTION = Section.of("cache", TTL, NEGATIVE_TTL, JITTER, MAX_BYTES);

    public static final CacheSettings DEFAULT =
            new CacheSettings(TTL.standard(), NEGATIVE_TTL.standard(), JITTER.standard(), MAX_BYTES.standard());

    public CacheSettings {
        TTL.require(ttl);
        NEGATIVE_TTL.require(negativeTtl);
        JITTER.require(jitter);
        MAX_BYTES.require(maxBytes);
    }

    /** As it is configured in the section of this one, and else like another. */
    public static CacheSettings read(Values parent, CacheSettings other) {
        Values in = parent.in(SECTION);
        return new CacheSettings(
                in.get(TTL, other.ttl),
                in.get(NEGATIVE_TTL, other.negativeTtl),
                in.get(JITTER, other.jitter),
                in.get(MAX_BYTES, other.maxBytes));
    }
}
