package io.gatehouse.admission;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.time.Duration;

/**
 * When a queue counts as standing, and whether the newest goes first then.
 *
 * @param adaptiveLifo whether a standing queue hands out the newest first; otherwise the oldest always goes first
 * @param target a wait of the oldest below which the queue is not standing
 * @param interval how long the oldest must have waited longer than that without a break
 * @param maxWait after so long a wait a thing is given up while the queue is standing and the newest goes first
 */
public record QueueDiscipline(boolean adaptiveLifo, Duration target, Duration interval, Duration maxWait) {
    private static final Key<Boolean> ADAPTIVE_LIFO = Key.flag("adaptive_lifo", true)
            .help("Whether a [standing queue](../overload.md#the-queues) serves its newest entry first,"
                    + " instead of its oldest. For requests and for password checks.");
    private static final Key<Duration> TARGET = wait("target", "5ms")
            .help("How long the oldest entry of a queue must have waited during a whole `interval` for the"
                    + " queue to count as a standing queue. For password checks, half of `callout.budget` if that"
                    + " is longer.");
    private static final Key<Duration> INTERVAL = wait("interval", "100ms").help("The interval of `target`.");
    private static final Key<Duration> MAX_WAIT = wait("max_wait", "300ms")
            .help("How long a request may wait in a standing queue before it is dropped. The queue of requests"
                    + " becomes a standing queue only when one has waited this long, or when it overflows. At most"
                    + " half of `callout.budget` counts.");

    /** Its keys. */
    public static final Section SECTION = Section.of("overload", ADAPTIVE_LIFO, TARGET, INTERVAL, MAX_WAIT);

    public static final Duration DEFAULT_TARGET = TARGET.standard();
    public static final Duration DEFAULT_INTERVAL = INTERVAL.standard();

    /** The shortest of all these times. */
    public static final Duration MIN = Duration.ofMillis(1);

    /** The longest wait, which bounds nothing: the deadline comes before it. */
    public static final Duration MAX = Duration.ofSeconds(60);

    public QueueDiscipline {
        TARGET.require(target);
        INTERVAL.require(interval);
        MAX_WAIT.require(maxWait);
    }

    /** Without a bound for a wait but the deadline. */
    public QueueDiscipline(boolean adaptiveLifo, Duration target, Duration interval) {
        this(adaptiveLifo, target, interval, MAX);
    }

    /** Newest first once the oldest has waited more than 5 ms for 100 ms. */
    public static QueueDiscipline defaults() {
        return new QueueDiscipline(true, DEFAULT_TARGET, DEFAULT_INTERVAL, MAX_WAIT.standard());
    }

    /** As it is configured in the section of this one. */
    public static QueueDiscipline read(Values parent) {
        Values in = parent.in(SECTION);
        return new QueueDiscipline(in.get(ADAPTIVE_LIFO), in.get(TARGET), in.get(INTERVAL), in.get(MAX_WAIT));
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

    private static Key<Duration> wait(String name, String byDefault) {
        return Key.duration(name, byDefault, "1ms", "60s");
    }
}
