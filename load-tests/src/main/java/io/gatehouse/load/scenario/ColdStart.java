package io.gatehouse.load.scenario;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.rig.Promise;
import io.gatehouse.load.rig.Reading;
import io.gatehouse.load.rig.Row;
import io.gatehouse.load.rig.Running;
import io.gatehouse.load.rig.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The first 5,000 requests of an instance that was started a moment ago, at a quarter of what a warm one can answer. */
final class ColdStart implements Scenario {
    private static final int REQUESTS = 5_000;

    private static final Promise IN_TIME = Promise.atLeast(
            "a fresh instance, its first 5,000 requests at a quarter of warm capacity: in time", 0.99, Double.NaN, "%");
    private static final Promise LATENCY = Promise.atMost("the same: p99", 200, 50, " ms");

    private final List<Round> rounds = new ArrayList<>();

    /** @param capacity of a warm instance, answers a second */
    private record Round(double capacity, Reading first) {}

    @Override
    public Findings run(Plan plan) {
        try (Workbench bench = Workbench.open(plan)) {
            for (int round = 1; round <= plan.rounds(); round++) {
                Round now = measure(bench, plan, capacity(bench));
                rounds.add(now);
                plan.tell(String.format(
                        Locale.ROOT,
                        "round %d of %d: %.0f/s when warm; at a quarter of it, fresh: %.2f %% in time, p99 %.1f ms",
                        round,
                        plan.rounds(),
                        now.capacity(),
                        100 * now.first().inTime(),
                        now.first().p99Millis()));
            }
        }
        List<Row> rows =
                List.of(new Row(IN_TIME, samples(Reading::inTime)), new Row(LATENCY, samples(Reading::p99Millis)));
        return new Findings(
                rows, table(), rounds.stream().map(ColdStart::figures).toList());
    }

    private static double capacity(Workbench bench) {
        try (Running warm = bench.warm(bench.gatehouse())) {
            return bench.saturate(1, warm).goodput();
        }
    }

    private static Round measure(Workbench bench, Plan plan, double capacity) {
        double rate = capacity / 4;
        try (Running fresh = bench.fresh(bench.gatehouse())) {
            fresh.hold(plan.quota());
            Reading first = new Reading(bench.load(fresh)
                    .rate(rate)
                    .warmUp(Duration.ZERO)
                    .lasting(Duration.ofMillis(Math.round(1000 * REQUESTS / rate)))
                    .run());
            return new Round(capacity, first);
        }
    }

    private Samples samples(ToDoubleFunction<Reading> figure) {
        return new Samples(rounds.stream()
                .map(round -> figure.applyAsDouble(round.first()))
                .toList());
    }

    private Table table() {
        Table table = new Table("round", "warm capacity/s", "in time", "p99 ms", "late", "wrong", "RSS MB");
        for (int i = 0; i < rounds.size(); i++) {
            Round round = rounds.get(i);
            table.row(
                    Integer.toString(i + 1),
                    String.format(Locale.ROOT, "%.0f", round.capacity()),
                    String.format(Locale.ROOT, "%.2f %%", 100 * round.first().inTime()),
                    String.format(Locale.ROOT, "%.1f", round.first().p99Millis()),
                    String.format(Locale.ROOT, "%.0f", round.first().late()),
                    String.format(Locale.ROOT, "%.0f", round.first().wrong()),
                    String.format(Locale.ROOT, "%.0f", round.first().rssMax()));
        }
        return table;
    }

    private static Figures figures(Round round) {
        return new Figures()
                .put("warm_per_second", round.capacity())
                .put("first", round.first().figures());
    }
}
