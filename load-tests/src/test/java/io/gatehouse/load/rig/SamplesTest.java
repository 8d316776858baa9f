package io.gatehouse.load.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.rig.Samples.Better;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SamplesTest {
    @Test
    void takesTheMiddleOfAnOddNumber() {
        assertThat(samples(9, 1, 5).median()).isEqualTo(5);
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddle() {
        assertThat(samples(4, 1, 3, 100).median()).isEqualTo(3.5);
    }

    @Test
    void passesOverWhatWasNotMeasured() {
        assertThat(samples(Double.NaN, 2, 4).median()).isEqualTo(3);
        assertThat(samples(Double.NaN, 2, 4).worst(Better.LOWER)).isEqualTo(4);
    }

    @Test
    void knowsNothingOfNothing() {
        assertThat(samples().median()).isNaN();
        assertThat(samples(Double.NaN).worst(Better.HIGHER)).isNaN();
    }

    @Test
    void callsTheFarEndTheWorst() {
        assertThat(samples(3, 1, 2).worst(Better.LOWER)).isEqualTo(3);
        assertThat(samples(3, 1, 2).worst(Better.HIGHER)).isEqualTo(1);
    }

    @Test
    void dividesRoundByRound() {
        // The second round ran on a machine half as fast: the ratio is the same.
        assertThat(samples(10, 20).dividedBy(samples(80, 160)).values()).containsExactly(0.125, 0.125);
    }

    @Test
    void dividesAsFarAsBothWereMeasured() {
        assertThat(samples(10, 20, 30).dividedBy(samples(5)).values()).containsExactly(2.0);
    }

    private static Samples samples(double... values) {
        return new Samples(java.util.Arrays.stream(values).boxed().toList());
    }

    @Test
    void holdsItsOwnCopy() {
        List<Double> values = new java.util.ArrayList<>(List.of(1.0));
        Samples samples = new Samples(values);
        values.add(2.0);
        assertThat(samples.values()).containsExactly(1.0);
    }
}
