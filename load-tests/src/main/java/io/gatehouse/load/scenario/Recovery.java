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

/** Ten times of what the service can answer, and then 0.8 times: how long until 99 % are in time, for good. */
final class Recovery implements Scenario {
    private static final String STORM = "10x";
    private static final String AFTER = "0.8x";

    private static final Promise BACK = Promise.atMost("recovery to 99 % in time after load falls to 0.8x", 2, 1, " s");

    private final List<Storm> rounds = new ArrayList<>();

    @Override
    public Findings run(Plan plan) {
        try (Workbench bench = Workbench.open(plan)) {
            for (int round = 1; round <= plan.rounds(); round++) {
                Storm now = measure(bench);
                rounds.add(now);
                plan.tell(String.format(
                        Locale.ROOT, "round %d of %d: back after %.1f s", round, plan.rounds(), recovery(now)));
            }
        }
        Samples seconds = Storm.samples(rounds, Recovery::recovery);
        return new Findings(
                List.of(new Row(BACK, seconds)),
                table(),
                rounds.stream().map(Storm::figures).toList());
    }

    private static Storm measure(Workbench bench) {
        try (Running running = bench.warm(bench.gatehouse())) {
            Figures figures = bench.steps("10,0.8", bench.capacity(running), running)
                    .flag("--seamless")
                    .run();
            running.check();
            return Storm.of(figures);
        }
    }

    /** An hour, which no promise allows, where it was never back. */
    private static double recovery(Storm storm) {
        double seconds = storm.step(AFTER).recoverySeconds();
        return Double.isNaN(seconds) ? 3600 : seconds;
    }

    private Table table() {
        Table table = new Table("round", "capacity/s", "in time/s at 10x", "in time at 0.8x", "back after s");
        for (int i = 0; i < rounds.size(); i++) {
            Storm storm = rounds.get(i);
            table.row(
                    Integer.toString(i + 1),
                    String.format(Locale.ROOT, "%.0f", storm.capacity()),
                    String.format(Locale.ROOT, "%.0f", storm.step(STORM).goodput()),
                    String.format(
                            Locale.ROOT, "%.2f %%", 100 * storm.step(AFTER).inTime()),
                    String.format(Locale.ROOT, "%.1f", recovery(storm)));
        }
        return table;
    }
}
