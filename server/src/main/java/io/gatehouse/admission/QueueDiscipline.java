package io.gatehouse.admission;

import java.time.Duration;

/**
 * When a queue counts as standing, and whether the newest goes first then.
 *
 * @param adaptiveLifo whether a standing queue hands out the newest first; otherwise the oldest always goes first
 * @param target a wait of the oldest below which the queue does not stand, 1 ms to 60 s
 * @param interval how long the oldest must have waited longer than that without a break, 1 ms to 60 s
 */
public record QueueDiscipline(boolean adaptiveLifo, Duration target, Duration interval) {
    public static final Duration DEFAULT_TARGET = Duration.ofMillis(5);
    public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);
    public static final Duration MIN = Duration.ofMillis(1);
    public static final Duration MAX = Duration.ofSeconds(60);

    public QueueDiscipline {
        require(target, "target");
        require(interval, "interval");
    }

    /** Newest first once the oldest has waited more than 5 ms for 100 ms. */
    public static QueueDiscipline defaults() {
        return new QueueDiscipline(true, DEFAULT_TARGET, DEFAULT_INTERVAL);
    }

    /** The same for a queue whose things take longer: its target is at least this. */
    public QueueDiscipline withTargetAtLeast(Duration least) {
        return target.compareTo(least) >= 0 ? this : new QueueDiscipline(adaptiveLifo, least, interval);
    }

    private static void require(Duration duration, String what) {
        if (duration.compareTo(MIN) < 0 || duration.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("the queue's " + what + " must be between 1ms and 60s");
        }
    }
}
