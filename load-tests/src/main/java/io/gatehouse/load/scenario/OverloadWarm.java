package io.gatehouse.load.scenario;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.rig.Peers;
import io.gatehouse.load.rig.Promise;
import io.gatehouse.load.rig.Reading;
import io.gatehouse.load.rig.Repository;
import io.gatehouse.load.rig.Row;
import io.gatehouse.load.rig.Running;
import io.gatehouse.load.rig.Samples;
import io.gatehouse.load.rig.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A crowd whose decisions are remembered, at 1 to 20 times of what the service can answer; the same for Gatehouse without
 * its storm control and for callout.go.
 */
final class OverloadWarm implements Scenario {
    private static final String OURS = "Gatehouse";
    private static final String OFF = "Gatehouse, control off";
    private static final int WORKERS = 4;
    private static final String TWO = "2x";
    private static final String TEN = "10x";

    private static final Promise GOODPUT = Promise.atLeast("goodput at 10x, warm, of capacity", 0.9, 0.95, "%");
    /** The capacity is searched for and may be found too low; what was in time at 2x is measured as 10x is. */
    private static final Promise AGAINST_TWO = Promise.atLeast("goodput at 10x, warm, of that at 2x", 0.9, 0.95, "%");

    private static final Promise LATE = Promise.atMost("answers after the deadline, at any load", 0, Double.NaN, "");
    private static final Promise WRONG = Promise.atMost("wrong answers, at any load", 0, Double.NaN, "");
    private static final Promise LATENCY = Promise.atMost("p99 of the answered, at any load", 1000, 500, " ms");
    private static final Promise MEMORY = Promise.atMost("resident memory at 10x", 256, 160, " MB");

    private final Map<String, List<Storm>> storms = new LinkedHashMap<>();

    @Override
    public Findings run(Plan plan) {
        try (Workbench bench = Workbench.open(plan)) {
            List<Service> services = services(bench, plan);
            for (int round = 1; round <= plan.rounds(); round++) {
                for (Service service : services) {
                    Storm storm = storm(bench, service);
                    storms.computeIfAbsent(service.name(), name -> new ArrayList<>())
                            .add(storm);
                    plan.tell(String.format(
                            Locale.ROOT,
                            "round %d of %d, %s: %s",
                            round,
                            plan.rounds(),
                            service.name(),
                            storm.inWords()));
                }
            }
        }
        return new Findings(rows(), table(), figures());
    }

    private static List<Service> services(Workbench bench, Plan plan) {
        List<Service> services = new ArrayList<>(List.of(bench.gatehouse()));
        if (!plan.off().isEmpty()) {
            services.add(bench.gatehouse(OFF, plan.off()));
        }
        if (plan.peers()) {
            Peers peers = Peers.build(Repository.ours(), WORKERS);
            peers.leftOut().forEach(plan.teller());
            peers.services().stream()
                    .filter(peer -> peer.name().startsWith("callout.go"))
                    .forEach(services::add);
        }
        return services;
    }

    private static Storm storm(Workbench bench, Service service) {
        try (Running running = bench.warm(service)) {
            Figures figures =
                    bench.steps("1,2,5,10,20", bench.capacity(running), running).run();
            running.check();
            return Storm.of(figures);
        }
    }

    private List<Row> rows() {
        return List.of(
                new Row(GOODPUT, ours(storm -> storm.goodputOfCapacity(TEN))),
                new Row(
                        AGAINST_TWO,
                        ours(storm ->
                                storm.step(TEN).goodput() / storm.step(TWO).goodput())),
                new Row(LATE, ours(storm -> storm.most(Reading::late))),
                new Row(WRONG, ours(Storm::wrong)),
                new Row(LATENCY, ours(storm -> storm.most(Reading::p99Millis))),
                new Row(MEMORY, ours(storm -> storm.step(TEN).rssMax())));
    }

    private Samples ours(ToDoubleFunction<Storm> figure) {
        return Storm.samples(storms.getOrDefault(OURS, List.of()), figure);
    }

    private Table table() {
        Table table = new Table(
                "service", "load", "offered/s", "in time/s", "of capacity", "late", "wrong", "p99 ms", "RSS MB");
        storms.forEach((service, rounds) -> rounds.get(0).names().forEach(step -> {
            table.row(
                    service,
                    step,
                    median(rounds, storm -> storm.step(step).offered(), "%.0f"),
                    median(rounds, storm -> storm.step(step).goodput(), "%.0f"),
                    median(rounds, storm -> 100 * storm.goodputOfCapacity(step), "%.1f %%"),
                    median(rounds, storm -> storm.step(step).late(), "%.0f"),
                    median(rounds, storm -> storm.step(step).wrong(), "%.0f"),
                    median(rounds, storm -> storm.step(step).p99Millis(), "%.0f"),
                    median(rounds, storm -> storm.step(step).rssMax(), "%.0f"));
        }));
        return table;
    }

    private static String median(List<Storm> rounds, ToDoubleFunction<Storm> figure, String format) {
        double median = Storm.samples(rounds, figure).median();
        return Double.isNaN(median) ? "-" : String.format(Locale.ROOT, format, median);
    }

    private List<Figures> figures() {
        return storms.entrySet().stream()
                .map(entry -> new Figures()
                        .put(Figures.NAME, entry.getKey())
                        .put(
                                "rounds",
                                entry.getValue().stream().map(Storm::figures).toList()))
                .toList();
    }
}
