package io.gatehouse.nats;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between tries: doubled each time up to a bound, and each taken at random from its upper half, so that instances do
 * not come back in step.
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MAX_DOUBLINGS = 30;

    /** The pause after this many failed tries, from 1. */
    public Duration after(long tries) {
        long doublings = Math.min(Math.max(tries - 1, 0), MAX_DOUBLINGS);
        long full = Math.min(first.toMillis() << doublings, longest.toMillis());
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }
}
