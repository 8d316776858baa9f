package io.gatehouse.load.compare;

import io.gatehouse.load.compare.ComparisonResults.ServiceRounds;
import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.GoCallout;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.rig.ObjectiveResult;
import io.gatehouse.load.rig.Samples;
import io.gatehouse.load.rig.Samples.Better;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Holds what was measured against what is promised: ratios to callout.go at its better setting, round by round. */
final class ComparisonObjectives {
    private static final String AGAINST = ", against callout.go (its better setting)";
    private static final String STEADY = "the same at a moderate rate";

    private static final Objective CPU_SEALED =
            Objective.atMost("CPU per warm answer with xkey" + AGAINST, 1 / 8.0, 1 / 10.0, Objective.PART);
    private static final Objective CPU_SEALED_STEADY = Objective.atMost(STEADY, 1 / 8.0, 1 / 10.0, Objective.PART);
    private static final Objective CPU_PLAIN = Objective.atMost(
            "CPU per warm answer without xkey (signature checked every time)" + AGAINST,
            1 / 3.5,
            1 / 4.0,
            Objective.PART);
    private static final Objective CPU_PLAIN_STEADY = Objective.atMost(STEADY, 1 / 3.5, 1 / 4.0, Objective.PART);
    private static final Objective CPU_FLOOR =
            Objective.atMost("CPU per warm answer with xkey, against its floor (two Ed25519 signatures)", 2.5, 2, "x");
    private static final Objective CAPACITY = Objective.atLeast(
            "answers per second at saturation with xkey, each held to the same quota, against callout.go", 8, 10, "x");
    private static final Objective LATENCY =
            Objective.atMost("p99 latency at half of capacity, with xkey", 10, 5, " ms");
    private static final Objective LATE = Objective.atMost("answers after the deadline", 0, Double.NaN, "");
    private static final Objective WRONG = Objective.atMost("wrong answers", 0, Double.NaN, "");

    private final ComparisonResults results;
    private final String ours;

    /** @param ours the name of Gatehouse in the results */
    ComparisonObjectives(ComparisonResults results, String ours) {
        this.results = results;
        this.ours = ours;
    }

    /** The objectives with what was measured: those against a peer only where there is one. */
    List<ObjectiveResult> results() {
        List<ObjectiveResult> rows = new ArrayList<>();
        addCpu(rows, Encryption.XKEY, CPU_SEALED, CPU_SEALED_STEADY);
        addCpu(rows, Encryption.PLAIN, CPU_PLAIN, CPU_PLAIN_STEADY);
        rows.add(new ObjectiveResult(
                CPU_FLOOR, mine(Encryption.XKEY, ServiceFigures::cpuBusy).dividedBy(results.signatureCost())));
        best(Encryption.XKEY, ServiceFigures::capacity, Better.HIGHER)
                .ifPresent(peer -> rows.add(
                        new ObjectiveResult(CAPACITY, against(peer, Encryption.XKEY, ServiceFigures::capacity))));
        rows.add(new ObjectiveResult(LATENCY, mine(Encryption.XKEY, ServiceFigures::p99Half)));
        rows.add(new ObjectiveResult(LATE, both(ServiceFigures::late)));
        rows.add(new ObjectiveResult(WRONG, both(ServiceFigures::wrong)));
        return rows;
    }

    private void addCpu(List<ObjectiveResult> rows, Encryption encryption, Objective busy, Objective steady) {
        best(encryption, ServiceFigures::cpuBusy, Better.LOWER)
                .ifPresent(peer ->
                        rows.add(new ObjectiveResult(busy, against(peer, encryption, ServiceFigures::cpuBusy))));
        best(encryption, ServiceFigures::cpuSteady, Better.LOWER)
                .ifPresent(peer ->
                        rows.add(new ObjectiveResult(steady, against(peer, encryption, ServiceFigures::cpuSteady))));
    }

    private Samples against(String peer, Encryption encryption, ToDoubleFunction<ServiceFigures> figure) {
        return mine(encryption, figure).dividedBy(results.of(peer, encryption).samples(figure));
    }

    private Samples mine(Encryption encryption, ToDoubleFunction<ServiceFigures> figure) {
        return results.of(ours, encryption).samples(figure);
    }

    private Samples both(ToDoubleFunction<ServiceFigures> figure) {
        List<Double> values = new ArrayList<>(mine(Encryption.XKEY, figure).values());
        values.addAll(mine(Encryption.PLAIN, figure).values());
        return new Samples(values);
    }

    /** The setting of callout.go with the best median; none when it was not measured. */
    private Optional<String> best(Encryption encryption, ToDoubleFunction<ServiceFigures> figure, Better better) {
        Comparator<ServiceRounds> byMedian =
                Comparator.comparingDouble(measured -> measured.samples(figure).median());
        return results.all().stream()
                .filter(measured -> measured.encryption() == encryption
                        && measured.service().startsWith(GoCallout.NAME))
                .min(better == Better.LOWER ? byMedian : byMedian.reversed())
                .map(ServiceRounds::service);
    }
}
