package io.gatehouse.directory.chain;

import io.gatehouse.directory.Checks;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import java.time.Duration;

/**
 * How directories are asked.
 *
 * @param cache what is remembered of their answers
 * @param failures how many wrong credentials are looked at
 * @param lookups how many lookups may be under way at a time, password checks aside, 1 to 1,000,000
 * @param lookupTimeout how long one lookup may take before it is ended, password checks aside, 10 ms to 10 min
 * @param hashesPerSource how many password checks a source network may have under way, waiting or running, before those of
 *     others go first, 1 to 1,000,000
 * @param singleFlight whether who asks what is being asked already waits for that answer
 */
public record LookupSettings(
        CacheSettings cache,
        FailureSettings failures,
        int lookups,
        Duration lookupTimeout,
        int hashesPerSource,
        boolean singleFlight) {
    public static final int DEFAULT_LOOKUPS = 1024;
    public static final int MOST_LOOKUPS = 1_000_000;
    public static final Duration DEFAULT_LOOKUP_TIMEOUT = Duration.ofSeconds(2);
    public static final Duration MIN_LOOKUP_TIMEOUT = Duration.ofMillis(10);
    public static final Duration MAX_LOOKUP_TIMEOUT = Duration.ofMinutes(10);
    public static final int DEFAULT_HASHES_PER_SOURCE = 2;
    public static final int MOST_HASHES_PER_SOURCE = 1_000_000;

    public static final LookupSettings DEFAULT =
            new LookupSettings(CacheSettings.DEFAULT, FailureSettings.DEFAULT, DEFAULT_LOOKUPS, true);

    public LookupSettings {
        Checks.require(lookups >= 1 && lookups <= MOST_LOOKUPS, "the number of lookups must be between 1 and 1000000");
        Checks.require(
                lookupTimeout.compareTo(MIN_LOOKUP_TIMEOUT) >= 0 && lookupTimeout.compareTo(MAX_LOOKUP_TIMEOUT) <= 0,
                "a lookup's timeout must be between 10ms and 10m");
        Checks.require(
                hashesPerSource >= 1 && hashesPerSource <= MOST_HASHES_PER_SOURCE,
                "the hashes per source must be between 1 and 1000000");
    }

    /** With the defaults for the rest. */
    public LookupSettings(CacheSettings cache, FailureSettings failures, int lookups, boolean singleFlight) {
        this(cache, failures, lookups, DEFAULT_LOOKUP_TIMEOUT, DEFAULT_HASHES_PER_SOURCE, singleFlight);
    }
}
