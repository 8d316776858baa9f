package io.gatehouse.admission;

/**
 * Decides whether a queue is standing: its least delay over an interval is not below the target, and it has grown to the onset or
 * the queue has overflowed, so that it is not a burst that is being worked off but more than can be worked off. The delay is the
 * wait of the oldest, seen whenever something is taken out; in either order it is what the next in line would have to bear
 * first in, first out. Not thread-safe.
 */
final class Standing {
    private final long targetNanos;
    private final long intervalNanos;
    private final long onsetNanos;
    private boolean above;
    private boolean overflowed;
    private long aboveSince;
    private boolean standing;
    private long begun;

    Standing(QueueDiscipline discipline) {
        this.targetNanos = discipline.target().toNanos();
        this.intervalNanos = discipline.interval().toNanos();
        this.onsetNanos = discipline.onset().toNanos();
    }

    /** Sees the queue's delay, in nanoseconds, at a moment. */
    void see(long delay, long now) {
        if (delay < targetNanos) {
            end();
        } else if (!above) {
            above = true;
            aboveSince = now;
        } else if (!standing && (overflowed || delay >= onsetNanos) && now - aboveSince >= intervalNanos) {
            standing = true;
            begun++;
        }
    }

    /** Sees that the oldest was given up for lack of room, so that no delay can grow much longer. */
    void overflow() {
        overflowed = true;
    }

    /** Sees that the queue is empty. */
    void end() {
        above = false;
        overflowed = false;
        standing = false;
    }

    boolean standing() {
        return standing;
    }

    /** How many times the queue became a standing queue. */
    long begun() {
        return begun;
    }
}
