package io.gatehouse.load.clients;

import io.gatehouse.load.clients.engine.ClientGroup;
import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Outage;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.ReportingOptions;
import io.gatehouse.load.report.HtmlPage;
import io.gatehouse.load.report.ProgressBar;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The course of a run: all log in, are held, and, if there is to be a storm, lose their broker and come back. */
final class Experiment {
    private static final long POLL_NANOS = 10_000_000;

    private final ClientGroup group;
    private final Schedule schedule;
    private final ReportingOptions reporting;
    private final Processes processes;
    private final List<InetSocketAddress> servers;

    /**
     * An experiment.
     *
     * @param processes samples the service and the broker
     * @param servers the broker's addresses
     */
    Experiment(
            ClientGroup group,
            Schedule schedule,
            ReportingOptions reporting,
            Processes processes,
            List<InetSocketAddress> servers) {
        this.group = group;
        this.schedule = schedule;
        this.reporting = reporting;
        this.processes = processes;
        this.servers = servers;
    }

    /** Runs it to its end; the group stays as it is then. */
    ClientsResult run(List<HtmlPage.Fact> setup) {
        try (Timeline timeline = new Timeline(group)) {
            long begun = System.nanoTime();
            processes.sample();
            group.start();
            watch("logging in", group.size(), schedule.rampLimit(), this::isSettled);
            processes.sample();
            ClientsResult.FirstLogins ramp = ramp(begun);
            watch("holding", group.size(), schedule.hold(), () -> false);
            Counts hold = group.counts().since(ramp.counts());
            BrokerControl broker = schedule.broker();
            ClientsResult.ReconnectStorm storm = broker == null ? null : storm(broker, timeline);
            return new ClientsResult(setup, group.size(), ramp, hold, storm);
        }
    }

    private ClientsResult.FirstLogins ramp(long begun) {
        long end = System.nanoTime();
        Counts counts = group.counts();
        refuseEmpty(counts);
        return new ClientsResult.FirstLogins(
                counts,
                (end - begun) / 1e9,
                processes.service().usage(begun, end),
                processes.broker().usage(begun, end));
    }

    private boolean isSettled() {
        Counts counts = group.counts();
        return counts.loggedIn() + counts.lost() >= group.size();
    }

    private void refuseEmpty(Counts ramp) {
        if (ramp.loggedIn() == 0) {
            throw new LoadException("none of " + group.size() + " clients could log in: " + ramp.refused()
                    + " attempts were refused, " + ramp.timedOut() + " timed out, " + ramp.unreachable()
                    + " found nobody listening, " + ramp.broken()
                    + " broke off. Are the server, the users and the sentinel right, and does the service run?");
        }
    }

    private ClientsResult.ReconnectStorm storm(BrokerControl broker, Timeline timeline) {
        try (BrokerProbe probe = new BrokerProbe(servers)) {
            group.beginOutage();
            StateBefore before = new StateBefore(System.nanoTime(), group.counts(), Cpu.secondsOf(group.processes()));
            processes.sample();
            broker.restart();
            long spent = System.nanoTime() - before.atNanos();
            Duration left = schedule.stormLimit().minusNanos(spent);
            if (!watch("coming back", group.size(), left, () -> isOver(before.counts()))) {
                reporting.say(
                        "The storm was not over within " + schedule.stormLimit().toSeconds() + " s.");
            }
            return findings(before, broker, timeline, probe);
        }
    }

    /** The state when the storm began. */
    private record StateBefore(long atNanos, Counts counts, double toolCpuSeconds) {}

    private ClientsResult.ReconnectStorm findings(
            StateBefore before, BrokerControl broker, Timeline timeline, BrokerProbe probe) {
        processes.sample();
        long end = System.nanoTime();
        double brokerCpu = Cpu.secondsOf(broker.pids());
        double toolCpu = Cpu.secondsOf(group.processes()) - before.toolCpuSeconds();
        Counts after = group.counts();
        Counts during = after.since(before.counts());
        Outage outage = group.outage();
        long dropped = Math.min(during.dropped(), before.counts().loggedIn());
        pauseForTimeline();
        long zero = outage.firstDrop() == Outage.NEVER ? before.atNanos() : outage.firstDrop();
        return new ClientsResult.ReconnectStorm(
                dropped,
                after.loggedIn() - (before.counts().loggedIn() - dropped),
                during.lost(),
                probe.downMillis(),
                outage,
                during,
                Series.of(timeline.from(before.atNanos()), zero),
                (end - before.atNanos()) / 1e9,
                processes.service().usage(before.atNanos(), end),
                brokerCpu,
                toolCpu);
    }

    /** All have been dropped, and each is in again or lost. */
    private boolean isOver(Counts before) {
        Counts now = group.counts();
        return now.dropped() - before.dropped() >= before.loggedIn() && isSettled();
    }

    /** The last part of the storm is to be in the timeline. */
    private static void pauseForTimeline() {
        pause(2 * Timeline.STEP.toNanos());
    }

    /** Waits until something holds; whether it did within the limit. */
    private boolean watch(String task, long total, Duration limit, BooleanSupplier done) {
        long deadline = System.nanoTime() + limit.toNanos();
        try (ProgressBar bar = reporting.progress(task, total)) {
            while (!done.getAsBoolean()) {
                if (System.nanoTime() - deadline >= 0) {
                    return false;
                }
                Counts counts = group.counts();
                bar.at(counts.loggedIn(), note(counts));
                pause(POLL_NANOS);
            }
            Counts counts = group.counts();
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
}
