package io.gatehouse.load.servers;

import java.time.Duration;

/**
 * A part of an open-loop profile that is still to be run.
 *
 * @param factor the rate as a multiple of the capacity; NaN when it is none
 * @param rate requests per second
 * @param measured not so for a warm-up
 */
record Phase(String name, double factor, double rate, Duration duration, boolean measured) {
    /** How many requests that makes. */
    int count() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(rate * duration.toNanos() / 1e9)));
    }
}
