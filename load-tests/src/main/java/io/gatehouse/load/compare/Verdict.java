package io.gatehouse.load.compare;

import io.gatehouse.load.rig.GoCallout;
import io.gatehouse.load.rig.Promise;
import io.gatehouse.load.rig.Row;
import io.gatehouse.load.rig.Samples;
import io.gatehouse.load.rig.Samples.Better;
import io.gatehouse.load.rig.Sealing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Holds what was measured against what is promised: ratios to callout.go at its better setting, round by round. */
final class Verdict {
    private static final String AGAINST = ", against callout.go (its better setting)";
    private static final String STEADY = "the same at a moderate rate";

    private static final Promise CPU_SEALED =
            Promise.atMost("CPU per warm answer with xkey" + AGAINST, 1 / 8.0, 1 / 10.0, Promise.PART);
    private static final Promise CPU_SEALED_STEADY = Promise.atMost(STEADY, 1 / 8.0, 1 / 10.0, Promise.PART);
    private static final Promise CPU_PLAIN = Promise.atMost(
            "CPU per warm answer without xkey (signature checked every time)" + AGAINST,
            1 / 3.5,
            1 / 4.0,
            Promise.PART);
    private static final Promise CPU_PLAIN_STEADY = Promise.atMost(STEADY, 1 / 3.5, 1 / 4.0, Promise.PART);
    private static final Promise CPU_FLOOR =
            Promise.atMost("CPU per warm answer with xkey, against its floor (two Ed25519 signatures)", 2.5, 2, "x");
    private static final Promise CAPACITY = Promise.atLeast(
            "answers per second at saturation with xkey, each held to the same quota, against callout.go", 8, 10, "x");
    private static final Promise LATENCY = Promise.atMost("p99 latency at half of capacity, with xkey", 10, 5, " ms");
    private static final Promise LATE = Promise.atMost("answers after the deadline", 0, Double.NaN, "");
    private static final Promise WRONG = Promise.atMost("wrong answers", 0, Double.NaN, "");

    private final Results results;
    private final String ours;

    /** @param ours the name of Gatehouse in the results */
    Verdict(Results results, String ours) {
        this.results = results;
        this.ours = ours;
    }

    /** The rows of what was measured: those against a peer only where there is one. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        addCpu(rows, Sealing.XKEY, CPU_SEALED, CPU_SEALED_STEADY);
        addCpu(rows, Sealing.PLAIN, CPU_PLAIN, CPU_PLAIN_STEADY);
        rows.add(new Row(CPU_FLOOR, mine(Sealing.XKEY, Measured::cpuBusy).dividedBy(results.floor())));
        best(Sealing.XKEY, Measured::capacity, Better.HIGHER)
                .ifPresent(peer -> rows.add(new Row(CAPACITY, against(peer, Sealing.XKEY, Measured::capacity))));
        rows.add(new Row(LATENCY, mine(Sealing.XKEY, Measured::p99Half)));
        rows.add(new Row(LATE, both(Measured::late)));
        rows.add(new Row(WRONG, both(Measured::wrong)));
        return rows;
    }

    private void addCpu(List<Row> rows, Sealing sealing, Promise busy, Promise steady) {
        best(sealing, Measured::cpuBusy, Better.LOWER)
                .ifPresent(peer -> rows.add(new Row(busy, against(peer, sealing, Measured::cpuBusy))));
        best(sealing, Measured::cpuSteady, Better.LOWER)
                .ifPresent(peer -> rows.add(new Row(steady, against(peer, sealing, Measured::cpuSteady))));
    }

    private Samples against(String peer, Sealing sealing, ToDoubleFunction<Measured> figure) {
        return mine(sealing, figure).dividedBy(results.of(peer, sealing, figure));
    }

    private Samples mine(Sealing sealing, ToDoubleFunction<Measured> figure) {
        return results.of(ours, sealing, figure);
    }

    private Samples both(ToDoubleFunction<Measured> figure) {
        List<Double> values = new ArrayList<>(mine(Sealing.XKEY, figure).values());
        values.addAll(mine(Sealing.PLAIN, figure).values());
        return new Samples(values);
    }

    /** The setting of callout.go with the best median; none when it was not measured. */
    private Optional<String> best(Sealing sealing, ToDoubleFunction<Measured> figure, Better better) {
        Comparator<String> byMedian = Comparator.comparingDouble(
                name -> results.of(name, sealing, figure).median());
        return results.services().stream()
                .filter(name -> name.startsWith(GoCallout.NAME))
                .filter(name -> !results.of(name, sealing).isEmpty())
                .min(better == Better.LOWER ? byMedian : byMedian.reversed());
    }
}
