package io.gatehouse.load.servers;

import io.gatehouse.load.servers.batch.RequestBatch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Finds the highest rate that the service can keep up with: 99.9 % in time, and no queue that grows, which shows in the
 * latency of the last requests. A closed loop gives the first guess; each trial is an open loop, and a rate is missed when it is
 * missed twice, since a machine that stops for a moment is not a limit of the service.
 */
final class CapacitySearch {
    private static final int TRIALS = 12;
    private static final int CHANCES = 2;
    private static final double CLOSE_ENOUGH = 1.03;
    private static final double UP = 1.2;
    private static final double DOWN = 0.8;
    private static final double IN_TIME = 0.999;
    private static final double OFFERED = 0.99;
    private static final double LAST_PART = 0.1;

    /** In a queue that does not grow half of all wait less, even where a CPU quota makes the service pause. */
    private static final double WAITING_MILLIS = 100;

    private static final int CONCURRENCY = 64;
    private static final Duration PACE_TIME = Duration.ofSeconds(3);
    private static final int PACE_COUNT = 100_000;

    private final LoadRunner runner;
    private final LoadSession session;
    private final Duration trialTime;
    private double best;
    private double missed = Double.POSITIVE_INFINITY;

    /**
     * @param trialTime how long each trial takes
     */
    CapacitySearch(LoadRunner runner, LoadSession session, Duration trialTime) {
        this.runner = runner;
        this.session = session;
        this.trialTime = trialTime;
    }

    /** Requests per second. */
    double find() {
        double rate = pace();
        for (int i = 0; i < TRIALS && missed / best > CLOSE_ENOUGH; i++) {
            if (keepsUp(rate)) {
                best = rate;
                rate = Double.isInfinite(missed) ? rate * UP : (best + missed) / 2;
            } else {
                missed = rate;
                rate = best == 0 ? rate * DOWN : (best + missed) / 2;
            }
        }
        session.reporting().say(String.format(Locale.ROOT, "capacity: %.0f/s", best));
        return best;
    }

    private double pace() {
        int count = Math.min(PACE_COUNT, session.room() / 4);
        Segment pace = runner.closed("pace", count, count, CONCURRENCY, PACE_TIME, false)
                .segments()
                .get(0);
        return pace.to() / Math.max(0.001, pace.seconds());
    }

    private boolean keepsUp(double rate) {
        boolean kept = false;
        for (int i = 0; i < CHANCES && !kept; i++) {
            kept = trial(rate);
        }
        return kept;
    }

    private boolean trial(double rate) {
        SentBatch sent = runner.open(
                List.of(new Phase(String.format(Locale.ROOT, "try %.0f/s", rate), Double.NaN, rate, trialTime, false)));
        RequestBatch batch = sent.batch();
        long budget = session.settings().budgetMicros();
        AnswerCounts all = AnswerCounts.of(batch, 0, batch.size(), budget);
        AnswerCounts last = AnswerCounts.of(batch, (int) (batch.size() * (1 - LAST_PART)), batch.size(), budget);
        return all.inTimeShare() >= IN_TIME
                && all.offered() >= OFFERED * all.scheduled()
                && last.latencyMillis(50) <= WAITING_MILLIS;
    }
}
