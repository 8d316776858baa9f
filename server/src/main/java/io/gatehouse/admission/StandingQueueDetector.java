package io.gatehouse.admission;

/**
 * Decides whether a queue is standing: whether more comes in than can be worked off, and not just a burst. It is CoDel's rule
 * (the least delay over an interval) with a second condition. The <em>sojourn time</em> is how long the oldest item has waited:
 *
 * <pre>{@code
 * sojourn(t) = t - arrival of the oldest
 * begins at t when  sojourn(s) >= target at each dequeue s in [t - interval, t]
 *              and  (sojourn(t) >= onset  or  the queue has overflowed since sojourn >= target)
 * ends at t   when  sojourn(t) < target  or  the queue is empty
 * }</pre>
 *
 * The sojourn time of the oldest means the same in either order of service: what the next in line would have to bear first in,
 * first out. Not thread-safe.
 */
final class StandingQueueDetector {
    private final long targetNanos;
    private final long intervalNanos;
    private final long onsetNanos;
    private boolean above;
    private boolean overflowed;
    private long aboveSince;
    private boolean standing;
    private long episodes;

    StandingQueueDetector(QueueDiscipline discipline) {
        this.targetNanos = discipline.target().toNanos();
        this.intervalNanos = discipline.interval().toNanos();
        this.onsetNanos = discipline.onset().toNanos();
    }

    /** Something is taken out of the queue; both in nanoseconds. */
    void onDequeue(long sojourn, long now) {
        if (sojourn < targetNanos) {
            onEmpty();
        } else if (!above) {
            above = true;
            aboveSince = now;
        } else if (!standing && (overflowed || sojourn >= onsetNanos) && now - aboveSince >= intervalNanos) {
            standing = true;
            episodes++;
        }
    }

    /** The oldest was dropped for lack of room, so that no sojourn time can grow much longer. */
    void onOverflow() {
        overflowed = true;
    }

    /** The queue is empty. */
    void onEmpty() {
        above = false;
        overflowed = false;
        standing = false;
    }

    boolean isStanding() {
        return standing;
    }

    /** How many times the queue became a standing queue. */
    long episodes() {
        return episodes;
    }
}
