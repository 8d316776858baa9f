package io.gatehouse.cli.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;

    private long now = Long.MAX_VALUE - 300 * MILLI; // nanoTime may overflow
    private final long begin = now;
    private final List<Long> steps = new ArrayList<>();

    private Pace pace(int perSecond) {
        return Pace.perSecond(perSecond, () -> now, nanos -> now += nanos);
    }

    private void steps(Pace pace, int number) throws InterruptedException {
        for (int i = 0; i < number; i++) {
            pace.await(() -> {});
            steps.add((now - begin) / MILLI);
        }
    }

    @Test
    void stepsAreSpacedEvenlyAndTheFirstIsAtOnce() throws Exception {
        steps(pace(4), 5);

        assertThat(steps).containsExactly(0L, 250L, 500L, 750L, 1000L);
    }

    @Test
    void noMoreThanSoManyAreInASecondWhereItIsNoMultiple() throws Exception {
        steps(pace(3), 4);

        assertThat(now - begin).isGreaterThanOrEqualTo(1000 * MILLI);
    }

    @Test
    void whatIsLateIsNotMadeUpFor() throws Exception {
        Pace pace = pace(10);
        steps(pace, 2);
        now += 5000 * MILLI;
        steps(pace, 3);

        assertThat(steps).containsExactly(0L, 100L, 5100L, 5200L, 5300L);
    }

    @Test
    void aSleepThatEndsEarlyIsContinued() throws Exception {
        steps(Pace.perSecond(1, () -> now, nanos -> now += Math.min(nanos, 300 * MILLI)), 2);

        assertThat(steps).containsExactly(0L, 1000L);
    }
}
