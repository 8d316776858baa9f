package io.gatehouse.load.clients;

import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Crowd;
import io.gatehouse.load.clients.engine.Outage;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.ReportingOptions;
import io.gatehouse.load.process.ProcessSampler;
import io.gatehouse.load.report.ProgressBar;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The course of a run: all log in, are held, and, if there is to be a storm, lose their broker and come back. */
final class Experiment {
    private static final long POLL_NANOS = 10_000_000;

    private final Crowd crowd;
    private final Schedule schedule;
    private final ReportingOptions reporting;
    private final ProcessSampler service;

    Experiment(Crowd crowd, Schedule schedule, ReportingOptions reporting, ProcessSampler service) {
        this.crowd = crowd;
        this.schedule = schedule;
        this.reporting = reporting;
        this.service = service;
    }

    /** Runs it to its end; the crowd stays as it is then. */
    Findings run(List<Findings.Fact> setup) {
        try (Timeline timeline = new Timeline(crowd)) {
            long begun = System.nanoTime();
            crowd.start();
            watch("logging in", crowd.size(), schedule.rampLimit(), this::isSettled);
            double rampSeconds = secondsSince(begun);
            Counts ramp = crowd.counts();
            refuseEmpty(ramp);
            watch("holding", crowd.size(), schedule.hold(), () -> false);
            Counts hold = crowd.counts().since(ramp);
            BrokerControl broker = schedule.broker();
            Findings.Storm storm = broker == null ? null : storm(broker, timeline);
            return new Findings(setup, crowd.size(), ramp, rampSeconds, hold, storm);
        }
    }

    private boolean isSettled() {
        Counts counts = crowd.counts();
        return counts.loggedIn() + counts.lost() >= crowd.size();
    }

    private void refuseEmpty(Counts ramp) {
        if (ramp.loggedIn() == 0) {
            throw new LoadException("none of " + crowd.size() + " clients could log in: " + ramp.refused()
                    + " attempts were refused, " + ramp.timedOut() + " timed out, " + ramp.unreachable()
                    + " found nobody listening, " + ramp.broken()
                    + " broke off. Are the server, the users and the sentinel right, and does the service run?");
        }
    }

    private Findings.Storm storm(BrokerControl broker, Timeline timeline) {
        crowd.beginOutage();
        Counts before = crowd.counts();
        double toolBefore = Cpu.secondsOf(crowd.processes());
        service.sample();
        long begun = System.nanoTime();
        long deadline = begun + schedule.stormLimit().toNanos();
        broker.restart();
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        boolean settled = watch("coming back", crowd.size(), left, () -> isOver(before));
        service.sample();
        long end = System.nanoTime();
        Counts after = crowd.counts();
        double brokerCpu = Cpu.secondsOf(broker.pids());
        double toolCpu = Cpu.secondsOf(crowd.processes()) - toolBefore;
        Outage outage = crowd.outage();
        long dropped = Math.min(after.since(before).dropped(), before.loggedIn());
        if (!settled) {
            reporting.say(
                    "The storm was not over within " + schedule.stormLimit().toSeconds() + " s.");
        }
        pauseForTimeline();
        return new Findings.Storm(
                dropped,
                after.loggedIn() - (before.loggedIn() - dropped),
                after.lost() - before.lost(),
                outage,
                after.since(before),
                Series.of(timeline.from(begun), outage.firstDrop() == Outage.NEVER ? begun : outage.firstDrop()),
                (end - begun) / 1e9,
                service.usage(begun, end),
                brokerCpu,
                toolCpu);
    }

    /** All have been dropped, and each is in again or lost. */
    private boolean isOver(Counts before) {
        Counts now = crowd.counts();
        return now.dropped() - before.dropped() >= before.loggedIn() && isSettled();
    }

    /** The last part of the storm is to be in the timeline. */
    private static void pauseForTimeline() {
        pause(2 * Timeline.STEP_NANOS);
    }

    /** Waits until something holds; whether it did within the limit. */
    private boolean watch(String task, long total, Duration limit, BooleanSupplier done) {
        long deadline = System.nanoTime() + limit.toNanos();
        try (ProgressBar bar = reporting.progress(task, total)) {
            while (!done.getAsBoolean()) {
                if (System.nanoTime() - deadline >= 0) {
                    return false;
                }
                Counts counts = crowd.counts();
                bar.at(counts.loggedIn(), note(counts));
                pause(POLL_NANOS);
            }
            Counts counts = crowd.counts();
            bar.at(counts.loggedIn(), note(counts));
            return true;
        }
    }

    private static String note(Counts counts) {
        String lost = counts.lost() == 0 ? "" : ", " + counts.lost() + " lost for good";
        return counts.loggedIn() + " in" + lost;
    }

    private static void pause(long nanos) {
        LockSupport.parkNanos(nanos);
        if (Thread.currentThread().isInterrupted()) {
            throw new LoadException("interrupted");
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
