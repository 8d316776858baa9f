package io.gatehouse.tracing;

import java.time.Duration;

/**
 * How long things may take when traces are sent.
 *
 * @param sending one request to the collector
 * @param linger the first trace of a request waits so long for others
 * @param flush the end of the service waits so long until what is left was sent
 */
record TraceTimes(Duration sending, Duration linger, Duration flush) {
    private static final Duration LINGER = Duration.ofSeconds(1);

    /** The exporter gives up a request by itself in time, and is replaced where it does not. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final Duration FLUSH = Duration.ofSeconds(2);

    static TraceTimes of(TracingSettings settings) {
        return new TraceTimes(settings.timeout().plus(MARGIN), LINGER, FLUSH);
    }
}
