package io.gatehouse.load.scenario;

import io.gatehouse.load.process.ProcessSampler;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.rig.Promise;
import io.gatehouse.load.rig.Row;
import io.gatehouse.load.rig.Running;
import io.gatehouse.load.rig.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Resident memory during a long step at ten times of what the service can answer: how much, and whether it grows. */
final class Memory implements Scenario {
    private static final int PARTS = 6;

    private static final Promise MOST = Promise.atMost("resident memory at 10x", 256, 160, " MB");
    private static final Promise FLAT = Promise.atMost(
            "the same, flat: its last sixth against its second", 1.1, 1.02, "x"); // the first still fills the heap

    private final List<double[]> rounds = new ArrayList<>();

    @Override
    public Findings run(Plan plan) {
        try (Workbench bench = Workbench.open(plan)) {
            for (int round = 1; round <= plan.rounds(); round++) {
                double[] parts = measure(bench, plan);
                rounds.add(parts);
                plan.tell("round %d of %d: %s MB", round, plan.rounds(), inWords(parts));
            }
        }
        Samples most = new Samples(rounds.stream().map(Memory::most).toList());
        Samples growth = new Samples(
                rounds.stream().map(parts -> parts[PARTS - 1] / parts[1]).toList());
        return new Findings(List.of(new Row(MOST, most), new Row(FLAT, growth)), table(), figures());
    }

    private static double[] measure(Workbench bench, Plan plan) {
        try (Running running = bench.warm(bench.gatehouse());
                ProcessSampler sampler = ProcessSampler.start("--pid", List.of(running.pid()))) {
            bench.load(running)
                    .with("--steps", "10")
                    .with("--capacity", "auto")
                    .with("--step-duration", plan.measured().toMillis() + "ms")
                    .run();
            running.check();
            return parts(sampler, System.nanoTime(), plan.measured().toNanos());
        }
    }

    /** The most resident memory in each part of the time before the end. */
    private static double[] parts(ProcessSampler sampler, long end, long nanos) {
        double[] parts = new double[PARTS];
        for (int i = 0; i < PARTS; i++) {
            long from = end - nanos + i * nanos / PARTS;
            parts[i] = sampler.usage(from, from + nanos / PARTS).rssMaxMb();
        }
        return parts;
    }

    private static double most(double[] parts) {
        double most = Double.NaN;
        for (double part : parts) {
            most = Double.isNaN(most) ? part : Math.max(most, part);
        }
        return most;
    }

    private static String inWords(double[] parts) {
        StringBuilder words = new StringBuilder();
        for (double part : parts) {
            words.append(String.format(Locale.ROOT, "%.0f ", part));
        }
        return words.toString().strip();
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
                .map(parts -> new Figures().put("rss_max_mb", most(parts)).put("rss_in_sixths_mb", inWords(parts)))
                .toList();
    }
}
