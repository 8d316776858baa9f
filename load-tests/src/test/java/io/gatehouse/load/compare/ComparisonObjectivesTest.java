package io.gatehouse.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.ObjectiveResult;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonObjectivesTest {
    private static final String OURS = "Gatehouse";

    private final ComparisonResults results = new ComparisonResults();

    @Test
    void holdsEachFigureAgainstTheBetterSettingOfCalloutGo() {
        results.add(OURS, Encryption.XKEY, cpuAndCapacity(70, 7000));
        results.add("callout.go sync", Encryption.XKEY, cpuAndCapacity(630, 600));
        results.add("callout.go 4 workers", Encryption.XKEY, cpuAndCapacity(700, 700));
        results.add("plain Java", Encryption.XKEY, cpuAndCapacity(70, 7000));
        assertThat(median("CPU per warm answer with xkey, against callout.go (its better setting)"))
                .isEqualTo(70.0 / 630);
        assertThat(median(
                        "answers per second at saturation with xkey, each held to the same quota, against callout.go"))
                .isEqualTo(10);
    }

    @Test
    void dividesWithinARoundBeforeItTakesTheMedian() {
        for (int slowness : new int[] {1, 2, 4}) {
            results.add(OURS, Encryption.PLAIN, cpuAndCapacity(100 * slowness, 1));
            results.add("callout.go sync", Encryption.PLAIN, cpuAndCapacity(400 * slowness, 1));
        }
        ObjectiveResult row =
                row("CPU per warm answer without xkey (signature checked every time), against callout.go (its better"
                        + " setting)");
        assertThat(row.samples().values()).containsExactly(0.25, 0.25, 0.25);
    }

    @Test
    void saysNothingAgainstAPeerThatWasLeftOut() {
        results.add(OURS, Encryption.XKEY, cpuAndCapacity(70, 7000));
        assertThat(rows()).noneMatch(row -> row.objective().what().contains("callout.go"));
    }

    @Test
    void comparesWithTheFloorOfTheSameRound() {
        results.add(OURS, Encryption.XKEY, cpuAndCapacity(70, 7000));
        results.addSignatureCost(35);
        assertThat(median("CPU per warm answer with xkey, against its floor (two Ed25519 signatures)"))
                .isEqualTo(2);
    }

    @Test
    void countsWrongAnswersOfBothKinds() {
        results.add(OURS, Encryption.XKEY, cpuAndCapacity(70, 7000));
        results.add(OURS, Encryption.PLAIN, new ServiceFigures(70, 70, 7000, 3, 150, 1, 0));
        assertThat(row("wrong answers").samples().values()).containsExactly(0.0, 1.0);
    }

    private double median(String what) {
        return row(what).samples().median();
    }

    private ObjectiveResult row(String what) {
        return rows().stream()
                .filter(row -> row.objective().what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private List<ObjectiveResult> rows() {
        return new ComparisonObjectives(results, OURS).results();
    }

    private static ServiceFigures cpuAndCapacity(double cpu, double capacity) {
        return new ServiceFigures(cpu, cpu, capacity, 3, 150, 0, 0);
    }
}
