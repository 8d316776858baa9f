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

/** Answers a second of one instance, and of two in the same queue group, each held to the same quota. */
final class TwoInstances implements Scenario {
    private static final Promise MORE =
            Promise.atLeast("two instances under equal CPU quotas against one", 1.8, 1.95, "x");

    /**
     * What is offered, of what was answered in a closed loop. That alone would not do for two: while one has used up its
     * quota, all that is under way would wait for it, and the other would have nothing to do.
     */
    private static final double OFFERED = 1.25;

    private final List<Double> ones = new ArrayList<>();
    private final List<Double> twos = new ArrayList<>();

    @Override
    public Findings run(Plan plan) {
        try (Workbench bench = Workbench.open(plan)) {
            for (int round = 1; round <= plan.rounds(); round++) {
                measure(bench);
                int last = ones.size() - 1;
                plan.tell(String.format(
                        Locale.ROOT,
                        "round %d of %d: %.0f/s and %.0f/s",
                        round,
                        plan.rounds(),
                        ones.get(last),
                        twos.get(last)));
            }
        }
        Samples ratio = new Samples(twos).dividedBy(new Samples(ones));
        return new Findings(List.of(new Row(MORE, ratio)), table(ratio), figures(ratio));
    }

    /** Both are warm before either is measured, so that the first is no newer than the second. */
    private void measure(Workbench bench) {
        try (Running first = bench.warm(bench.gatehouse())) {
            double rate = OFFERED * bench.saturate(1, first).goodput();
            ones.add(bench.offer(rate, first).goodput());
            try (Running second = bench.warm(bench.gatehouse())) {
                twos.add(bench.offer(2 * rate, first, second).goodput());
            }
        }
    }

    private Table table(Samples ratio) {
        Table table = new Table("round", "one, answers/s", "two, answers/s", "ratio");
        for (int i = 0; i < ones.size(); i++) {
            table.row(
                    Integer.toString(i + 1),
                    String.format(Locale.ROOT, "%.0f", ones.get(i)),
                    String.format(Locale.ROOT, "%.0f", twos.get(i)),
                    String.format(Locale.ROOT, "%.2f", ratio.values().get(i)));
        }
        return table;
    }

    private List<Figures> figures(Samples ratio) {
        List<Figures> rounds = new ArrayList<>();
        for (int i = 0; i < ones.size(); i++) {
            rounds.add(new Figures()
                    .put("one_per_second", ones.get(i))
                    .put("two_per_second", twos.get(i))
                    .put("ratio", ratio.values().get(i)));
        }
        return rounds;
    }
}
