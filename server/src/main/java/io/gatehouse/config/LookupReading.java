package io.gatehouse.config;

import io.gatehouse.directory.CacheSettings;
import io.gatehouse.directory.FailureSettings;
import io.gatehouse.directory.LookupSettings;
import java.time.Duration;

/** Reads how directories are asked: what is remembered, and what is held to limits. */
final class LookupReading {
    private final Reading reading;

    LookupReading(Reading reading) {
        this.reading = reading;
    }

    LookupSettings read() {
        return new LookupSettings(
                cache(),
                failures(),
                reading.count(Key.DIRECTORY_LOOKUPS, LookupSettings.DEFAULT_LOOKUPS, LookupSettings.MOST_LOOKUPS),
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
                reading.number(Key.DIRECTORY_FAILURES_PER_USER, FailureSettings.MOST),
                reading.number(Key.DIRECTORY_FAILURES_PER_SOURCE, FailureSettings.MOST),
                reading.duration(
                        Key.DIRECTORY_FAILURES_WINDOW, FailureSettings.MIN_WINDOW, FailureSettings.MAX_WINDOW));
    }
}
