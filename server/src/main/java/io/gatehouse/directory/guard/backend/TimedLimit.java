package io.gatehouse.directory.guard.backend;

import com.netflix.concurrency.limits.limit.AbstractLimit;

/**
 * As many lookups at a time as are answered within some time. By Little's law that is
 *
 * <p>{@code limit = inFlight / time * aim},
 *
 * <p>where {@code inFlight} is how many there were when a lookup began, and {@code time} how long it took, both averaged over the
 * last of them: what a backend answers in a second, however many of them wait for its connections. While less than half of it is used
 * and answers are in time, which tells nothing of what else the backend could do, it does not fall, and grows only to what it began
 * with: a few late lookups are made good by quick ones, however few these are at a time.
 */
final class TimedLimit extends AbstractLimit {
    /** What one lookup weighs in the averages. */
    private static final double WEIGHT = 1 / 16.0;

    private final double aim;
    private final int first;
    private final int least;
    private final int most;
    private double inFlight;
    private double time;

    /**
     * @param first what it begins with
     * @param least what it does not fall below
     * @param most what it does not exceed
     * @param aim in nanoseconds
     */
    TimedLimit(int first, int least, int most, long aim) {
        super(first);
        this.first = first;
        this.least = least;
        this.most = most;
        this.aim = (double) aim;
    }

    @Override
    protected int _update(long begun, long took, int underWay, boolean late) {
        int now = getLimit();
        boolean idle = (double) took <= aim && 2 * underWay < now;
        if (idle && now >= first) {
            return now;
        }
        inFlight = averaged(inFlight, underWay);
        time = averaged(time, (double) took);
        int measured = (int) Math.max(least, Math.min(most, inFlight / time * aim));
        return idle ? Math.max(now, Math.min(first, measured)) : measured;
    }

    private static double averaged(double before, double now) {
        return before == 0 ? now : before + WEIGHT * (now - before);
    }
}
