package io.gatehouse.load.servers;

import io.gatehouse.load.request.TestUsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs a profile and counts its answers. */
final class ProfileRun {
    private static final String WARMUP = "warmup";
    private static final String COOLDOWN = "cooldown";

    /** How many requests a closed loop is given to find its pace with. */
    private static final int PACE = 20_000;

    private static final Duration SHORTEST_PACE = Duration.ofSeconds(1);

    /** How many more requests than the pace foretells are prepared: services get faster. */
    private static final double RESERVE = 1.3;

    private final LoadSession session;
    private final LoadRunner runner;
    private final Duration warmup;
    private final Duration cooldown;
    private final SegmentCounter counting;

    /**
     * @param warmup the same load before, not counted
     * @param cooldown the same load behind, not counted
     */
    ProfileRun(LoadSession session, Probes probes, Duration warmup, Duration cooldown) {
        this.session = session;
        this.runner = new LoadRunner(session, probes);
        this.warmup = warmup;
        this.cooldown = cooldown;
        this.counting = new SegmentCounter(session.settings().budgetMicros(), probes);
    }

    /** Runs it. */
    RunResult of(LoadProfile profile) {
        if (profile instanceof LoadProfile.Rate rate) {
            return result(rate.mode(), List.of(fire(rate)), Double.NaN, null);
        }
        if (profile instanceof LoadProfile.Concurrency closed) {
            return result(closed.mode(), fire(closed), Double.NaN, null);
        }
        if (profile instanceof LoadProfile.Steps steps) {
            double capacity = Double.isNaN(steps.capacity())
                    ? new CapacitySearch(runner, session, steps.each()).find()
                    : steps.capacity();
            return result(steps.mode(), fire(steps, capacity), capacity, null);
        }
        return storm((LoadProfile.Storm) profile);
    }

    private RunResult storm(LoadProfile.Storm storm) {
        TestUsers users = session.settings().workload().users();
        IntUnaryOperator who = client -> client % users.size();
        IntPredicate wrong = client -> users.isWrong(who.applyAsInt(client));
        SentBatch sent = runner.storm(storm, who, wrong);
        long patience = session.settings().authTimeout().toNanos() / 1000;
        StormResult clients = StormResult.of(sent.batch(), sent.segments().get(0), storm.clients(), patience, wrong);
        return result(storm.mode(), List.of(sent), Double.NaN, clients);
    }

    private List<SentBatch> fire(LoadProfile.Steps steps, double capacity) {
        List<Phase> phases = new ArrayList<>();
        warmUp(phases, capacity * Math.min(1, steps.factors().get(0)));
        for (double factor : steps.factors()) {
            phases.add(new Phase(name(factor), factor, capacity * factor, steps.each(), true));
        }
        if (steps.seamless()) {
            coolDown(phases, phases.get(phases.size() - 1).rate());
            return List.of(runner.open(phases));
        }
        return phases.stream().map(this::fireAlone).toList();
    }

    private SentBatch fireAlone(Phase phase) {
        List<Phase> phases = new ArrayList<>(List.of(phase));
        if (phase.measured()) {
            coolDown(phases, phase.rate());
        }
        return runner.open(phases);
    }

    /** {@code 10x}, {@code 0.8x}. */
    private static String name(double factor) {
        return (factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor)) + "x";
    }

    private SentBatch fire(LoadProfile.Rate rate) {
        List<Phase> phases = new ArrayList<>();
        warmUp(phases, rate.perSecond());
        phases.add(new Phase("rate", Double.NaN, rate.perSecond(), rate.duration(), true));
        coolDown(phases, rate.perSecond());
        return runner.open(phases);
    }

    private void warmUp(List<Phase> phases, double rate) {
        if (!warmup.isZero()) {
            phases.add(new Phase(WARMUP, Double.NaN, rate, warmup, false));
        }
    }

    private void coolDown(List<Phase> phases, double rate) {
        if (!cooldown.isZero()) {
            phases.add(new Phase(COOLDOWN, Double.NaN, rate, cooldown, false));
        }
    }

    /**
     * A first loop finds the pace, and is the warm-up; the second is given as many requests as it will need. Where it is said
     * how many, there is no first loop.
     */
    private List<SentBatch> fire(LoadProfile.Concurrency closed) {
        String name = closed.requests() + " at a time";
        if (closed.total() > 0) {
            int round = closed.round() == 0 ? closed.total() : closed.round();
            return List.of(runner.closed(name, closed.total(), round, closed.requests(), closed.duration(), true));
        }
        Duration paceTime = warmup.compareTo(SHORTEST_PACE) < 0 ? SHORTEST_PACE : warmup;
        int paceCount = Math.min(session.room() / 4, PACE * (int) Math.max(1, paceTime.toSeconds()));
        SentBatch pace = runner.closed(WARMUP, paceCount, paceCount, closed.requests(), paceTime, false);
        Segment found = pace.segments().get(0);
        double rate = found.to() / Math.max(0.001, found.seconds());
        int count = (int)
                Math.min(session.room(), rate * closed.duration().toMillis() / 1000.0 * RESERVE + closed.requests());
        return List.of(pace, runner.closed(name, count, count, closed.requests(), closed.duration(), true));
    }

    private RunResult result(String mode, List<SentBatch> sent, double capacity, @Nullable StormResult storm) {
        session.verifyStragglers();
        @Nullable Measured warm = null;
        AnswerCounts cool = new AnswerCounts(session.settings().budgetMicros());
        List<Measured> measured = new ArrayList<>();
        for (SentBatch one : sent) {
            for (Segment segment : one.segments()) {
                if (segment.measured()) {
                    measured.add(count(one, segment));
                } else if (measured.isEmpty()) {
                    warm = count(one, segment);
                } else { // what comes behind only keeps the service busy, but must be right too
                    cool.add(count(one, segment).counts());
                }
            }
        }
        return new RunResult(mode, measured, warm, cool, capacity, storm);
    }

    private Measured count(SentBatch sent, Segment segment) {
        return counting.count(sent.batch(), segment, sent.spentUntil(segment));
    }
}
