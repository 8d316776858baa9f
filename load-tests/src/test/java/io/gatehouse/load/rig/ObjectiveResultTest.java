package io.gatehouse.load.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ObjectiveResultTest {
    private static final Objective PART = Objective.atMost("CPU", 1 / 8.0, 1 / 10.0, Objective.PART);
    private static final Objective SHARE = Objective.atLeast("goodput", 0.9, 0.95, "%");
    private static final Objective NONE = Objective.atMost("wrong", 0, Double.NaN, "");

    @Test
    void showsRatiosAsTheyAreSpoken() {
        assertThat(ObjectiveResult.table(List.of(new ObjectiveResult(PART, of(0.11, 0.105, 0.13))))
                        .markdown())
                .endsWith("| CPU | at most 1/8 | at most 1/10 | 1/9.09 | 1/7.69 | held |\n");
    }

    @Test
    void showsSharesInPercent() {
        assertThat(cells(SHARE, of(0.962, 0.991, 0.93)))
                .containsExactly("goodput", "at least 90 %", "at least 95 %", "96.2 %", "93 %", "stretch");
    }

    @Test
    void saysWhenAnObjectiveIsMissed() {
        ObjectiveResult row = new ObjectiveResult(SHARE, of(0.5));
        assertThat(row.held()).isFalse();
        assertThat(cells(row)).endsWith("missed");
    }

    @Test
    void knowsOnlyHeldWhereNothingMoreIsHopedFor() {
        assertThat(cells(NONE, of(0, 0))).containsExactly("wrong", "at most 0", "", "0", "0", "held");
        assertThat(cells(NONE, of(1))).endsWith("missed");
    }

    @Test
    void doesNotHoldWhatWasNotMeasured() {
        ObjectiveResult row = new ObjectiveResult(NONE, of(Double.NaN));
        assertThat(row.held()).isFalse();
        assertThat(cells(row)).contains("not measured", "missed");
        assertThat(cells(SHARE, of(Double.POSITIVE_INFINITY))).contains("not measured");
        assertThat(cells(PART, of(0))).contains("not measured");
    }

    @Test
    void whatMustNeverHappenIsMissedByASingleRound() {
        ObjectiveResult row = new ObjectiveResult(NONE, of(0, 0, 7));
        assertThat(row.held()).isFalse();
        assertThat(cells(row)).containsExactly("wrong", "at most 0", "", "0", "7", "missed");
        assertThat(new ObjectiveResult(PART, of(0.11, 0.105, 0.13)).held()).isTrue();
    }

    @Test
    void whatMustNeverHappenIsMissedByARoundThatDoesNotSay() {
        ObjectiveResult row = new ObjectiveResult(NONE, of(0, Double.NaN, 0));
        assertThat(row.held()).isFalse();
        assertThat(cells(row)).containsExactly("wrong", "at most 0", "", "0", "not measured", "missed");
        assertThat(ObjectiveResult.FIGURES.figures(row).value("worst")).isNaN();
        assertThat(new ObjectiveResult(SHARE, of(0.95, Double.NaN, 0.96)).held())
                .isTrue();
    }

    @Test
    void tellsItsFiguresForExpectations() {
        ObjectiveResult row = new ObjectiveResult(PART, of(0.11, 0.105, 0.13));
        assertThat(ObjectiveResult.FIGURES.figures(row).number("median")).isEqualTo(0.11);
        assertThat(ObjectiveResult.FIGURES.figures(row).number("worst")).isEqualTo(0.13);
        assertThat(ObjectiveResult.FIGURES.figures(row).number("held")).isEqualTo(1);
    }

    private static List<String> cells(Objective objective, Samples samples) {
        return cells(new ObjectiveResult(objective, samples));
    }

    private static List<String> cells(ObjectiveResult row) {
        return ObjectiveResult.table(List.of(row)).rows().get(0);
    }

    private static Samples of(double... values) {
        return new Samples(Arrays.stream(values).boxed().toList());
    }
}
