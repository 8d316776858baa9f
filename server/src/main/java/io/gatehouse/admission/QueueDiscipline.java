package io.gatehouse.admission;

import java.time.Duration;

/**
 * When a queue counts as standing, and whether the newest goes first then.
 *
 * @param adaptiveLifo whether a standing queue hands out the newest first; otherwise the oldest always goes first
 * @param target a wait of the oldest below which the queue is not standing, 1 ms to 60 s
 * @param interval how long the oldest must have waited longer than that without a break, 1 ms to 60 s
 * @param maxWait after so long a wait a thing is given up while the queue is standing and the newest goes first, 1 ms to 60 s
 */
public record QueueDiscipline(boolean adaptiveLifo, Duration target, Duration interval, Duration maxWait) {
    public static final Duration DEFAULT_TARGET = Duration.ofMillis(5);
    public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);
    public static final Duration DEFAULT_MAX_WAIT = Duration.ofMillis(300);
    public static final Duration MIN = Duration.ofMillis(1);
    public static final Duration MAX = Duration.ofSeconds(60);

    public QueueDiscipline {
        require(target, "target");
        require(interval, "interval");
        require(maxWait, "longest wait");
    }

    /** Without a bound for a wait but the deadline. */
    public QueueDiscipline(boolean adaptiveLifo, Duration target, Duration interval) {
        this(adaptiveLifo, target, interval, MAX);
    }

    /** Newest first once the oldest has waited more than 5 ms for 100 ms. */
    public static QueueDiscipline defaults() {
        return new QueueDiscipline(true, DEFAULT_TARGET, DEFAULT_INTERVAL, DEFAULT_MAX_WAIT);
    }

    /**
     * What the oldest must have waited for the queue to become a standing queue: the longest wait, since until then everybody is served
     * in the order of arrival, and newest first some would be given up; the target where there is no such bound.
     */
    Duration onset() {
        return maxWait.equals(MAX) ? target : maxWait;
    }

    /** The same for a queue whose things take longer: its target is at least this, and only the deadline bounds the wait. */
    public QueueDiscipline withTargetAtLeast(Duration least) {
        return new QueueDiscipline(adaptiveLifo, target.compareTo(least) >= 0 ? target : least, interval);
    }

    /** The same where nothing may wait for longer than this, at least 1 ms. */
    public QueueDiscipline withMaxWaitAtMost(Duration most) {
        return new QueueDiscipline(adaptiveLifo, target, interval, maxWait.compareTo(most) <= 0 ? maxWait : most);
    }

    private static void require(Duration duration, String what) {
        if (duration.compareTo(MIN) < 0 || duration.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("the queue's " + what + " must be between 1ms and 60s");
        }
    }
}
