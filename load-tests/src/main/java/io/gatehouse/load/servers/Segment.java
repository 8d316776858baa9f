package io.gatehouse.load.servers;

/**
 * A part of a batch that is counted by itself: the warm-up, a step of a profile.
 *
 * @param name as the result calls it
 * @param factor the rate as a multiple of the capacity; NaN when it is none
 * @param rate requests per second that were meant to be sent; NaN when the service sets the pace
 * @param from the index of its first request
 * @param to the index behind its last request
 * @param startNanos when it begins, by {@link System#nanoTime}
 * @param endNanos when it ends
 * @param measured not so for a warm-up
 */
record Segment(
        String name, double factor, double rate, int from, int to, long startNanos, long endNanos, boolean measured) {
    long nanos() {
        return endNanos - startNanos;
    }

    double seconds() {
        return nanos() / 1e9;
    }
}
