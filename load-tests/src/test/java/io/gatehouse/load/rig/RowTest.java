package io.gatehouse.load.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class RowTest {
    private static final Promise PART = Promise.atMost("CPU", 1 / 8.0, 1 / 10.0, Promise.PART);
    private static final Promise SHARE = Promise.atLeast("goodput", 0.9, 0.95, "%");
    private static final Promise NONE = Promise.atMost("wrong", 0, Double.NaN, "");

    @Test
    void showsRatiosAsTheyAreSpoken() {
        assertThat(new Row(PART, of(0.11, 0.105, 0.13)).markdown())
                .isEqualTo("| CPU | at most 1/8 | at most 1/10 | 1/9.09 | 1/7.69 | held |");
    }

    @Test
    void showsSharesInPercent() {
        assertThat(new Row(SHARE, of(0.962, 0.991, 0.93)).cells())
                .containsExactly("goodput", "at least 90 %", "at least 95 %", "96.2 %", "93 %", "stretch");
    }

    @Test
    void saysWhenAPromiseIsMissed() {
        Row row = new Row(SHARE, of(0.5));
        assertThat(row.held()).isFalse();
        assertThat(row.cells()).endsWith("missed");
    }

    @Test
    void knowsOnlyHeldWhereNothingMoreIsHopedFor() {
        assertThat(new Row(NONE, of(0, 0)).cells()).containsExactly("wrong", "at most 0", "", "0", "0", "held");
        assertThat(new Row(NONE, of(1)).cells()).endsWith("missed");
    }

    @Test
    void doesNotHoldWhatWasNotMeasured() {
        Row row = new Row(NONE, of(Double.NaN));
        assertThat(row.held()).isFalse();
        assertThat(row.cells()).contains("not measured", "missed");
        assertThat(new Row(SHARE, of(Double.POSITIVE_INFINITY)).cells()).contains("not measured");
        assertThat(new Row(PART, of(0)).cells()).contains("not measured");
    }

    @Test
    void tellsItsFiguresForExpectations() {
        Row row = new Row(PART, of(0.11, 0.105, 0.13));
        assertThat(row.figures().number("median")).isEqualTo(0.11);
        assertThat(row.figures().number("worst")).isEqualTo(0.13);
        assertThat(row.figures().number("held")).isEqualTo(1);
    }

    private static Samples of(double... values) {
        return new Samples(Arrays.stream(values).boxed().toList());
    }
}
