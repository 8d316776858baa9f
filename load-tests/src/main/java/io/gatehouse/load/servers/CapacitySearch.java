package io.gatehouse.load.servers;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Finds the highest rate that the service can keep up with: 99.9 % in time, and no queue that grows, which shows in the
 * latency of the last requests. A closed loop gives the first guess; each trial is an open loop.
 */
final class CapacitySearch {
    private static final int TRIALS = 10;
    private static final double CLOSE_ENOUGH = 1.05;
    private static final double UP = 1.2;
    private static final double DOWN = 0.8;
    private static final double IN_TIME = 0.999;
    private static final double OFFERED = 0.99;
    private static final double LAST_PART = 0.1;

    /** In a queue that does not grow nobody waits so long, even where a CPU quota makes the service pause. */
    private static final double WAITING_MILLIS = 250;

    private static final int CONCURRENCY = 64;
    private static final Duration PACE_TIME = Duration.ofSeconds(3);
    private static final int PACE_COUNT = 100_000;

    private final Firing firing;
    private final Session session;
    private final Duration trial;
    private double kept;
    private double missed = Double.POSITIVE_INFINITY;

    /**
     * @param trial how long each trial takes
     */
    CapacitySearch(Firing firing, Session session, Duration trial) {
        this.firing = firing;
        this.session = session;
        this.trial = trial;
    }

    /** Requests per second. */
    double find() {
        double rate = pace();
        for (int i = 0; i < TRIALS && missed / kept > CLOSE_ENOUGH; i++) {
            if (keepsUp(rate)) {
                kept = rate;
                rate = Double.isInfinite(missed) ? rate * UP : (kept + missed) / 2;
            } else {
                missed = rate;
                rate = kept == 0 ? rate * DOWN : (kept + missed) / 2;
            }
        }
        session.reporting().say(String.format(Locale.ROOT, "capacity: %.0f/s", kept));
        return kept;
    }

    private double pace() {
        int count = Math.min(PACE_COUNT, session.room() / 4);
        Segment pace = firing.closed("pace", count, CONCURRENCY, PACE_TIME, false)
                .segments()
                .get(0);
        return pace.to() / Math.max(0.001, pace.seconds());
    }

    private boolean keepsUp(double rate) {
        Fired fired = firing.open(
                List.of(new Leg(String.format(Locale.ROOT, "try %.0f/s", rate), Double.NaN, rate, trial, false)));
        Volley volley = fired.volley();
        long budget = session.settings().budgetMicros();
        Tally all = Tally.of(volley, 0, volley.size(), budget);
        Tally last = Tally.of(volley, (int) (volley.size() * (1 - LAST_PART)), volley.size(), budget);
        return all.inTimeShare() >= IN_TIME
                && all.offered() >= OFFERED * all.scheduled()
                && last.latencyMillis(50) <= WAITING_MILLIS;
    }
}
