package io.gatehouse.load.scenario;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.rig.Promise;
import io.gatehouse.load.rig.Row;
import io.gatehouse.load.rig.Running;
import io.gatehouse.load.rig.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Resident memory during a minute at ten times of what the service can answer: how much, and whether it grows. The minute
 * is taken in six parts, since the load tool keeps all requests of a part ready in its own memory.
 */
final class Memory implements Scenario {
    private static final String PARTS = "10,10,10,10,10,10";

    private static final Promise MOST = Promise.atMost("resident memory during a minute at 10x", 256, 160, " MB");

    /** The first part still fills the heap. */
    private static final Promise FLAT =
            Promise.atMost("the same, flat: its last sixth against its second", 1.1, 1.02, "x");

    private final List<List<Double>> rounds = new ArrayList<>();

    @Override
    public Findings run(Plan plan) {
        try (Workbench bench = Workbench.open(plan)) {
            for (int round = 1; round <= plan.rounds(); round++) {
                rounds.add(measure(bench));
                plan.tell(String.format(
                        Locale.ROOT, "round %d of %d: %s MB", round, plan.rounds(), inWords(rounds.get(round - 1))));
            }
        }
        Samples most = new Samples(rounds.stream().map(Memory::most).toList());
        Samples growth = new Samples(rounds.stream().map(Memory::growth).toList());
        return new Findings(List.of(new Row(MOST, most), new Row(FLAT, growth)), table(), figures());
    }

    private static List<Double> measure(Workbench bench) {
        try (Running running = bench.warm(bench.gatehouse())) {
            Figures figures =
                    bench.steps(PARTS, bench.capacity(running), running).run();
            running.check();
            return Storm.each(figures).stream().map(part -> part.rssMax()).toList();
        }
    }

    private static double most(List<Double> parts) {
        return parts.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    private static double growth(List<Double> parts) {
        return parts.size() < 2 ? Double.NaN : parts.get(parts.size() - 1) / parts.get(1);
    }

    private static String inWords(List<Double> parts) {
        return parts.stream()
                .map(part -> String.format(Locale.ROOT, "%.0f", part))
                .collect(Collectors.joining(" "));
    }

    private Table table() {
        Table table = new Table("round", "MB in each sixth of the time");
        for (int i = 0; i < rounds.size(); i++) {
            table.row(Integer.toString(i + 1), inWords(rounds.get(i)));
        }
        return table;
    }

    private List<Figures> figures() {
        return rounds.stream()
                .map(parts -> new Figures()
                        .put("rss_max_mb", most(parts))
                        .put("growth", growth(parts))
                        .put("rss_in_parts_mb", inWords(parts)))
                .toList();
    }
}
