package io.gatehouse.config;

import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.guard.FailureSettings;
import java.time.Duration;

/** Reads how directories are asked: what is remembered, and what is held to limits. */
final class LookupReading {
    private final Reading reading;
    private final Duration budget;

    /** @param budget of a request, after which a lookup for it alone is of no use */
    LookupReading(Reading reading, Duration budget) {
        this.reading = reading;
        this.budget = budget;
    }

    LookupSettings read() {
        return new LookupSettings(
                cache(),
                failures(),
                reading.count(Key.DIRECTORY_LOOKUPS, LookupSettings.DEFAULT_LOOKUPS, LookupSettings.MOST_LOOKUPS),
                reading.duration(
                        Key.DIRECTORY_LOOKUP_TIMEOUT,
                        budget.multipliedBy(4).dividedBy(3),
                        LookupSettings.MIN_LOOKUP_TIMEOUT,
                        LookupSettings.MAX_LOOKUP_TIMEOUT),
                reading.count(
                        Key.DIRECTORY_HASHES_PER_SOURCE,
                        LookupSettings.DEFAULT_HASHES_PER_SOURCE,
                        LookupSettings.MOST_HASHES_PER_SOURCE),
                reading.flag(Key.DIRECTORY_SINGLE_FLIGHT));
    }

    private CacheSettings cache() {
        return new CacheSettings(
                reading.duration(Key.DIRECTORY_CACHE_TTL, Duration.ZERO, CacheSettings.MAX_TTL),
                reading.duration(Key.DIRECTORY_CACHE_NEGATIVE_TTL, Duration.ZERO, CacheSettings.MAX_NEGATIVE_TTL),
                reading.number(Key.DIRECTORY_CACHE_JITTER, CacheSettings.MAX_JITTER),
                reading.size(Key.DIRECTORY_CACHE_MAX_BYTES, CacheSettings.MIN_BYTES, CacheSettings.MAX_BYTES));
    }

    private FailureSettings failures() {
        return new FailureSettings(
                reading.number(Key.DIRECTORY_FAILURES_PER_USER_AND_SOURCE, FailureSettings.MOST),
                reading.number(Key.DIRECTORY_FAILURES_PER_USER, FailureSettings.MOST),
                reading.number(Key.DIRECTORY_FAILURES_PER_SOURCE, FailureSettings.DERIVED, FailureSettings.MOST),
                reading.duration(
                        Key.DIRECTORY_FAILURES_WINDOW, FailureSettings.MIN_WINDOW, FailureSettings.MAX_WINDOW));
    }
}
