package io.gatehouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.SampleDecision;
import io.gatehouse.policy.DenyReason;
import org.junit.jupiter.api.Test;

class CounterSampleTest {
    private static final long MILLI = 1_000_000;

    private final ServiceCounters counters = new ServiceCounters();

    private void answered(int number, long nanos) {
        for (int i = 0; i < number; i++) {
            counters.onDecision(SampleDecision.granted(nanos), 1);
        }
    }

    @Test
    void tellsWhatWasCountedBetweenTwo() {
        counters.onReceived(5);
        counters.onDecision(SampleDecision.dropped(Drop.SHED), 4);
        counters.onDecision(SampleDecision.denied(DenyReason.DISABLED, MILLI), 1);
        CounterSample before = counters.sample();
        counters.onReceived(8);
        answered(2, 3 * MILLI);
        counters.onDecision(SampleDecision.denied(DenyReason.BAD_CREDENTIALS, MILLI), 1);
        counters.onDecision(SampleDecision.dropped(Drop.SHED), 3);
        counters.onDecision(SampleDecision.dropped(Drop.UNDECIDED), 2);

        CounterSample between = counters.sample().since(before);
        assertThat(between.requests()).isEqualTo(8);
        assertThat(between.granted()).isEqualTo(2);
        assertThat(between.denials()).isEqualTo(1);
        assertThat(between.denials(DenyReason.DISABLED)).isZero();
        assertThat(between.drops()).isEqualTo(5);
        assertThat(between.drops(Drop.SHED)).isEqualTo(3);
        assertThat(between.drops(reason -> reason == Drop.UNDECIDED)).isEqualTo(2);
        assertThat(between.answered()).isEqualTo(3);
        assertThat(between.meanMillis()).isCloseTo(7 / 3.0, within(1e-9));
        assertThat(counters.sample().drops(Drop.SHED)).isEqualTo(7);
    }

    @Test
    void estimatesQuantilesAsPrometheusDoes() {
        answered(90, 400_000);
        answered(10, 8 * MILLI);

        CounterSample sample = counters.sample();
        assertThat(sample.quantileMillis(0.5)).isCloseTo(0.5 * 50 / 90, within(1e-9));
        assertThat(sample.quantileMillis(0.9)).isCloseTo(0.5, within(1e-9));
        assertThat(sample.quantileMillis(0.95)).isCloseTo(7.5, within(1e-9));
        assertThat(sample.quantileMillis(1)).isCloseTo(10, within(1e-9));
    }

    @Test
    void whatIsLongerThanAllBoundsIsTheLastOne() {
        answered(1, 5_000 * MILLI);

        assertThat(counters.sample().quantileMillis(0.5)).isEqualTo(2_000);
    }

    @Test
    void withoutAnswersThereIsNoTime() {
        assertThat(counters.sample().quantileMillis(0.5)).isNaN();
        assertThat(counters.sample().meanMillis()).isNaN();
    }
}
