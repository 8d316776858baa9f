package io.gatehouse.cli.sessions;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Spaces steps evenly in time. A step that comes late is not made up for: the one after it is a whole interval later. */
final class Pace {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** So often something else is looked at while the next step is waited for. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

    private final long interval;
    private final LongSupplier nanoTime;
    private final Sleep sleep;
    private long next;

    private Pace(long interval, LongSupplier nanoTime, Sleep sleep) {
        this.interval = interval;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
        this.next = nanoTime.getAsLong();
    }

    /** Lets time pass. */
    @FunctionalInterface
    interface Sleep {
        void nanos(long nanos) throws InterruptedException;
    }

    /** So many steps a second at most, 1 or more. */
    static Pace perSecond(int steps) {
        return perSecond(steps, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    /** The same by another clock. */
    static Pace perSecond(int steps, LongSupplier nanoTime, Sleep sleep) {
        return new Pace((SECOND + steps - 1) / steps, nanoTime, sleep);
    }

    /** Waits for nothing. */
    static Pace unlimited() {
        return new Pace(0, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    /**
     * Waits until the next step may be made; the first may be at once.
     *
     * @param meanwhile is done again and again while it waits, and once at least
     */
    void await(Runnable meanwhile) throws InterruptedException {
        meanwhile.run();
        long now = nanoTime.getAsLong();
        while (next - now > 0) {
            sleep.nanos(Math.min(next - now, LOOK));
            meanwhile.run();
            now = nanoTime.getAsLong();
        }
        next = now + interval;
    }
}
