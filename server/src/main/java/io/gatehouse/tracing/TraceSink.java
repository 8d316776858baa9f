package io.gatehouse.tracing;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where traces go. Used by one thread. */
interface TraceSink extends AutoCloseable {
    /**
     * Sends traces, and waits until they were taken.
     *
     * @param patience how long it waits at most
     * @return why they were not taken, without a secret; null when they were
     */
    @Nullable String send(List<TracedLogin> logins, Duration patience);

    @Override
    void close();
}
