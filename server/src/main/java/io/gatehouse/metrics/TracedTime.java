package io.gatehouse.metrics;

import io.gatehouse.spans.LoginTrace;

/**
 * A duration of a login that was traced.
 *
 * @param nanos the duration
 * @param spanId of the login as a whole
 * @param epochMillis when it was over, since 1970
 */
record TracedTime(long nanos, String traceId, String spanId, long epochMillis) {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** @param overAt when it was over, in {@link System#nanoTime()} */
    static TracedTime of(long nanos, long overAt, LoginTrace trace) {
        return new TracedTime(
                Math.max(0, nanos), trace.traceId(), trace.spanId(), trace.sinceEpoch(overAt) / NANOS_PER_MILLI);
    }
}
