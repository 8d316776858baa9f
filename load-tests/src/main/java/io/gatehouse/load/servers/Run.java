package io.gatehouse.load.servers;

import io.gatehouse.load.request.Crowd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs a profile and counts what came of it. */
final class Run {
    private static final String WARMUP = "warmup";
    private static final String COOLDOWN = "cooldown";

    /** How many requests a closed loop is given to find its pace with. */
    private static final int PACE = 20_000;

    private static final Duration SHORTEST_PACE = Duration.ofSeconds(1);

    /** How many more requests than the pace foretells are prepared: services get faster. */
    private static final double RESERVE = 1.3;

    private final Session session;
    private final Firing firing;
    private final Duration warmup;
    private final Duration cooldown;
    private final Counting counting;

    /**
     * @param warmup the same load before, not counted
     * @param cooldown the same load behind, not counted
     */
    Run(Session session, Probes probes, Duration warmup, Duration cooldown) {
        this.session = session;
        this.firing = new Firing(session, probes);
        this.warmup = warmup;
        this.cooldown = cooldown;
        this.counting = new Counting(session.settings().budgetMicros(), probes);
    }

    /** Runs it. */
    RunResult of(Profile profile) {
        if (profile instanceof Profile.Rate rate) {
            return result(rate.mode(), List.of(fire(rate)), Double.NaN, null);
        }
        if (profile instanceof Profile.Concurrency closed) {
            return result(closed.mode(), fire(closed), Double.NaN, null);
        }
        if (profile instanceof Profile.Steps steps) {
            double capacity = Double.isNaN(steps.capacity())
                    ? new CapacitySearch(firing, session, steps.each()).find()
                    : steps.capacity();
            return result(steps.mode(), fire(steps, capacity), capacity, null);
        }
        return storm((Profile.Storm) profile);
    }

    private RunResult storm(Profile.Storm storm) {
        Crowd crowd = session.settings().scene().crowd();
        IntUnaryOperator who = client -> client % crowd.size();
        IntPredicate wrong = client -> crowd.isWrong(who.applyAsInt(client));
        Fired fired = firing.storm(storm, who, wrong);
        long patience = session.settings().authTimeout().toNanos() / 1000;
        StormResult clients = StormResult.of(fired.volley(), fired.segments().get(0), storm.clients(), patience, wrong);
        return result(storm.mode(), List.of(fired), Double.NaN, clients);
    }

    private List<Fired> fire(Profile.Steps steps, double capacity) {
        List<Leg> legs = new ArrayList<>();
        warmUp(legs, capacity * Math.min(1, steps.factors().get(0)));
        for (double factor : steps.factors()) {
            legs.add(new Leg(name(factor), factor, capacity * factor, steps.each(), true));
        }
        if (steps.seamless()) {
            coolDown(legs, legs.get(legs.size() - 1).rate());
            return List.of(firing.open(legs));
        }
        return legs.stream().map(this::fireAlone).toList();
    }

    private Fired fireAlone(Leg leg) {
        List<Leg> legs = new ArrayList<>(List.of(leg));
        if (leg.measured()) {
            coolDown(legs, leg.rate());
        }
        return firing.open(legs);
    }

    /** {@code 10x}, {@code 0.8x}. */
    private static String name(double factor) {
        return (factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor)) + "x";
    }

    private Fired fire(Profile.Rate rate) {
        List<Leg> legs = new ArrayList<>();
        warmUp(legs, rate.perSecond());
        legs.add(new Leg("rate", Double.NaN, rate.perSecond(), rate.duration(), true));
        coolDown(legs, rate.perSecond());
        return firing.open(legs);
    }

    private void warmUp(List<Leg> legs, double rate) {
        if (!warmup.isZero()) {
            legs.add(new Leg(WARMUP, Double.NaN, rate, warmup, false));
        }
    }

    private void coolDown(List<Leg> legs, double rate) {
        if (!cooldown.isZero()) {
            legs.add(new Leg(COOLDOWN, Double.NaN, rate, cooldown, false));
        }
    }

    /** A first loop finds the pace, and is the warm-up; the second is given as many requests as it will need. */
    private List<Fired> fire(Profile.Concurrency closed) {
        Duration paceTime = warmup.compareTo(SHORTEST_PACE) < 0 ? SHORTEST_PACE : warmup;
        int paceCount = Math.min(session.room() / 4, PACE * (int) Math.max(1, paceTime.toSeconds()));
        Fired pace = firing.closed(WARMUP, paceCount, closed.requests(), paceTime, false);
        Segment found = pace.segments().get(0);
        double rate = found.to() / Math.max(0.001, found.seconds());
        int count = (int)
                Math.min(session.room(), rate * closed.duration().toMillis() / 1000.0 * RESERVE + closed.requests());
        return List.of(
                pace,
                firing.closed(
                        String.format(Locale.ROOT, "%d at a time", closed.requests()),
                        count,
                        closed.requests(),
                        closed.duration(),
                        true));
    }

    private RunResult result(String mode, List<Fired> fired, double capacity, @Nullable StormResult storm) {
        session.verifyStragglers();
        @Nullable Measured warm = null;
        Tally cool = new Tally(session.settings().budgetMicros());
        List<Measured> measured = new ArrayList<>();
        for (Fired one : fired) {
            for (Segment segment : one.segments()) {
                if (segment.measured()) {
                    measured.add(count(one, segment));
                } else if (measured.isEmpty()) {
                    warm = count(one, segment);
                } else { // what comes behind only keeps the service busy, but must be right too
                    cool.add(count(one, segment).tally());
                }
            }
        }
        return new RunResult(mode, measured, warm, cool, capacity, storm);
    }

    private Measured count(Fired fired, Segment segment) {
        return counting.count(fired.volley(), segment, fired.spentUntil(segment));
    }
}
