package io.gatehouse.directory.shared;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LookupRecorder;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shared cache, where there is one.
 *
 * @param cache null where nothing is shared
 * @param recorder hears of each directory's part in it
 */
public record SharedDirectories(@Nullable SharedCache cache, LookupRecorder recorder) implements AutoCloseable {
    /** Nothing is shared. */
    public static SharedDirectories none() {
        return new SharedDirectories(null, LookupRecorder.NONE);
    }

    /**
     * As it is configured; connects to nothing yet.
     *
     * @param settings null where nothing is shared
     * @param usable told whether the bucket can be used
     */
    public static SharedDirectories of(
            @Nullable SharedCacheSettings settings, LookupRecorder recorder, Consumer<Boolean> usable) {
        return settings == null ? none() : new SharedDirectories(new SharedCache(settings, usable), recorder);
    }

    /**
     * What a directory that was opened leaves for other instances; null for nothing.
     *
     * @param meaning of its configuration
     */
    public @Nullable SharedEntries of(Directory directory, Supplier<String> meaning) {
        return cache == null
                ? null
                : cache.of(directory, meaning.get(), recorder.directory(directory.name(), directory.type()));
    }

    /**
     * Takes what a reload takes of other settings.
     *
     * @param settings null where nothing is shared
     */
    public void use(@Nullable SharedCacheSettings settings) {
        if (cache != null && settings != null) {
            cache.use(settings);
        }
    }

    /** Begins to connect. */
    public void start() {
        if (cache != null) {
            cache.start();
        }
    }

    /** Waits for a connection, so that the first login already finds what others have left; not for long. */
    public void awaitBegun() {
        if (cache != null) {
            cache.awaitBegun();
        }
    }

    /** What is to be said of it, by what it is about; nothing while it can be used. */
    public Map<String, String> notes() {
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
