package io.gatehouse.service;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.shared.SharedCache;
import io.gatehouse.directory.shared.SharedCacheSettings;
import io.gatehouse.directory.shared.SharedEntries;
import io.gatehouse.metrics.ServiceCounters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shared cache, where there is one.
 *
 * @param cache null where nothing is shared
 * @param recorder hears of each directory's part in it
 */
record SharedDirectories(@Nullable SharedCache cache, LookupRecorder recorder) implements AutoCloseable {
    /** Nothing is shared. */
    static SharedDirectories none() {
        return new SharedDirectories(null, LookupRecorder.NONE);
    }

    /** As it is configured, or nothing. Connects to nothing yet. */
    static SharedDirectories of(@Nullable SharedCacheSettings settings, ServiceCounters counters) {
        return settings == null
                ? none()
                : new SharedDirectories(new SharedCache(settings, counters::sharedCacheUsable), counters);
    }

    /** What a directory that was opened leaves for other instances; null for nothing. */
    @Nullable SharedEntries of(DirectorySettings settings, Directory directory) {
        return cache == null
                ? null
                : cache.of(directory, settings.meaning(), recorder.directory(directory.name(), directory.type()));
    }

    /** Begins to connect. */
    void start() {
        if (cache != null) {
            cache.start();
        }
    }

    /** Waits for a connection, so that the first login already finds what others have left; not for long. */
    void awaitBegun() {
        if (cache != null) {
            cache.awaitBegun();
        }
    }

    /** What is to be said of it, by what it is about; nothing while it can be used. */
    Map<String, String> notes() {
        String outage = cache == null ? null : cache.outage();
        return outage == null ? Map.of() : Map.of("shared cache", outage);
    }

    @Override
    public void close() {
        if (cache != null) {
            cache.close();
        }
    }
}
