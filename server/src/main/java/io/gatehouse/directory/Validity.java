package io.gatehouse.directory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Until when a directory's answer holds; after that it is asked again, however long the cache would keep the answer.
 *
 * @param until null where nothing but the cache bounds it
 */
public record Validity(@Nullable Instant until) {
    /** For as long as the cache lets it. */
    public static final Validity UNLIMITED = new Validity(null);

    /** What is left of it, at most so many nanoseconds; negative when it is over. */
    long left(InstantSource clock, long most) {
        if (until == null) {
            return most;
        }
        Instant now = clock.instant();
        return now.plusNanos(most).isBefore(until)
                ? most
                : Duration.between(now, until).toNanos();
    }
}
