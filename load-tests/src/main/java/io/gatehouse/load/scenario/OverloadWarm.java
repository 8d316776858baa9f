package io.gatehouse.load.scenario;

import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.rig.ObjectiveResult;
import io.gatehouse.load.rig.Peers;
import io.gatehouse.load.rig.Repository;
import io.gatehouse.load.rig.Samples;
import io.gatehouse.load.rig.ServersRun;
import io.gatehouse.load.rig.ServiceUnderTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Clients whose credentials are cached, at 1 to 20 times of what the service can answer; the same for Gatehouse without its
 * overload control and for callout.go.
 */
final class OverloadWarm implements Scenario {
    private static final String OURS = "Gatehouse";
    private static final String OFF = "Gatehouse, control off";
    private static final int WORKERS = 4;

    private static final Objective GOODPUT = Objective.atLeast("goodput at 10x, warm, of capacity", 0.9, 0.95, "%");
    /** The capacity is searched for and may be found too low; what was in time at 2x is measured as 10x is. */
    private static final Objective AGAINST_TWO =
            Objective.atLeast("goodput at 10x, warm, of that at 2x", 0.9, 0.95, "%");

    private static final Objective LATE =
            Objective.atMost("answers after the deadline, at any load", 0, Double.NaN, "");
    private static final Objective WRONG = Objective.atMost("wrong answers, at any load", 0, Double.NaN, "");
    private static final Objective LATENCY = Objective.atMost("p99 of the answered, at any load", 1000, 500, " ms");
    private static final Objective MEMORY = Objective.atMost("resident memory at 10x", 256, 160, " MB");

    private static final FigureSet<StepRounds> COLUMNS = new FigureSet<StepRounds>()
            .text("service", "service", StepRounds::service)
            .text("load", "load", StepRounds::name)
            .number("offered", "offered/s", NumberFormat.PLAIN, step -> step.median("offered_per_s"))
            .number("goodput", "in time/s", NumberFormat.PLAIN, step -> step.median("in_time_per_s"))
            .number("of_capacity", "of capacity", NumberFormat.PERCENT_TENTHS, StepRounds::goodputOfCapacity)
            .number("late", "late", NumberFormat.PLAIN, step -> step.median("late"))
            .number("wrong", "wrong", NumberFormat.PLAIN, step -> step.median("wrong"))
            .number("p99_ms", "p99 ms", NumberFormat.PLAIN, step -> step.median("p99_ms"))
            .number("rss", "RSS MB", NumberFormat.PLAIN, step -> step.median("rss_max_mb"));

    private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();

    /** A step of a service, in all rounds. */
    private record StepRounds(String service, String name, List<Figures> rounds) {
        double median(String figure) {
            return median(round -> round.value("steps[" + name + "]." + figure));
        }

        double goodputOfCapacity() {
            return median(round -> OverloadWarm.goodputOfCapacity(round, name));
        }

        private double median(ToDoubleFunction<Figures> figure) {
            return Samples.of(rounds, figure).median();
        }
    }

    @Override
    public ScenarioResult run(ScenarioSettings settings) {
        try (ScenarioFixture fixture = ScenarioFixture.open(settings)) {
            List<ServiceUnderTest> services = services(fixture, settings);
            for (int round = 1; round <= settings.rounds(); round++) {
                for (ServiceUnderTest service : services) {
                    Figures run = fixture.measureSteps(service, "1,2,5,10,20");
                    rounds.computeIfAbsent(service.name(), name -> new ArrayList<>())
                            .add(run);
                    settings.tell("round " + round + " of " + settings.rounds() + ", " + service.name() + ": "
                            + summary(run));
                }
            }
        }
        return new ScenarioResult(objectives(), table(), figures());
    }

    private static List<ServiceUnderTest> services(ScenarioFixture fixture, ScenarioSettings settings) {
        List<ServiceUnderTest> services = new ArrayList<>(List.of(fixture.gatehouse()));
        if (!settings.off().isEmpty()) {
            services.add(fixture.gatehouse(OFF, settings.off()));
        }
        if (settings.peers()) {
            Peers peers = Peers.build(Repository.ours(), WORKERS);
            peers.leftOut().forEach(settings.teller());
            peers.services().stream()
                    .filter(peer -> peer.name().startsWith("callout.go"))
                    .forEach(services::add);
        }
        return services;
    }

    /** Right answers in time a second, as a share of the capacity. */
    private static double goodputOfCapacity(Figures run, String step) {
        return run.value("steps[" + step + "].in_time_per_s") / run.value("capacity_per_s");
    }

    private static String summary(Figures run) {
        return String.format(Locale.ROOT, "capacity %.0f/s; in time ", run.value("capacity_per_s"))
                + names(run).stream()
                        .map(step -> String.format(Locale.ROOT, "%s %.0f %%", step, 100 * goodputOfCapacity(run, step)))
                        .collect(Collectors.joining(", "));
    }

    private static List<String> names(Figures run) {
        return run.list("steps").stream()
                .map(step -> String.valueOf(step.members().get(Figures.NAME)))
                .toList();
    }

    private List<ObjectiveResult> objectives() {
        return List.of(
                ours(GOODPUT, run -> goodputOfCapacity(run, "10x")),
                ours(AGAINST_TWO, run -> run.value("steps[10x].in_time_per_s") / run.value("steps[2x].in_time_per_s")),
                ours(LATE, run -> most(run, "late")),
                ours(WRONG, ServersRun::wrong),
                ours(LATENCY, run -> most(run, "p99_ms")),
                ours(MEMORY, run -> run.value("steps[10x].rss_max_mb")));
    }

    private ObjectiveResult ours(Objective objective, ToDoubleFunction<Figures> figure) {
        return new ObjectiveResult(objective, Samples.of(rounds.getOrDefault(OURS, List.of()), figure));
    }

    /** The most of all steps. */
    private static double most(Figures run, String figure) {
        return run.list("steps").stream()
                .mapToDouble(step -> step.value(figure))
                .max()
                .orElse(Double.NaN);
    }

    private Table table() {
        List<StepRounds> steps = new ArrayList<>();
        rounds.forEach(
                (service, runs) -> names(runs.get(0)).forEach(step -> steps.add(new StepRounds(service, step, runs))));
        return COLUMNS.table(steps);
    }

    private List<Figures> figures() {
        return rounds.entrySet().stream()
                .map(entry -> new Figures().put(Figures.NAME, entry.getKey()).put("rounds", entry.getValue()))
                .toList();
    }
}
