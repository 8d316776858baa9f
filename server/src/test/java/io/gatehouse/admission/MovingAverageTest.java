package io.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MovingAverageTest {
    private static final long SECOND = 1_000_000_000;

    private final MovingAverage average = new MovingAverage();

    @Test
    void knowsNothingAtFirst() {
        assertThat(average.nanos(0)).isZero();
        assertThat(average.nanos(Long.MIN_VALUE)).isZero();
    }

    @Test
    void theFirstTimeIsTheAverage() {
        average.measured(800, 0);

        assertThat(average.nanos(1)).isEqualTo(800);
    }

    @Test
    void everyFurtherTimeCountsOneEighth() {
        average.measured(800, 0);
        average.measured(1_600, 1);
        assertThat(average.nanos(1)).isEqualTo(900);

        average.measured(100, 2);
        assertThat(average.nanos(2)).isEqualTo(800);
    }

    @Test
    void isForgottenWhenNothingIsMeasuredForASecond() {
        average.measured(800, 0);
        assertThat(average.nanos(SECOND)).isEqualTo(800);
        assertThat(average.nanos(SECOND + 1)).isZero();

        average.measured(10, 2 * SECOND);
        assertThat(average.nanos(2 * SECOND)).isEqualTo(10);
    }

    @Test
    void whatTakesLongIsRememberedForTwiceAsLong() {
        average.measured(3 * SECOND, 0);

        assertThat(average.nanos(6 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(average.nanos(6 * SECOND + 1)).isZero();
    }
}
