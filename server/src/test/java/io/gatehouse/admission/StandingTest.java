package io.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandingTest {
    private final Standing standing =
            new Standing(new QueueDiscipline(true, Duration.ofMillis(5), Duration.ofMillis(100)));

    @Test
    void aLongDelayForAShortTimeIsABurst() {
        see(400, 0);
        see(400, 99);

        assertThat(standing.standing()).isFalse();
        assertThat(standing.begun()).isZero();
    }

    @Test
    void aDelayOfTheTargetForAnIntervalIsAStandingQueue() {
        see(5, 0);
        see(5, 100);

        assertThat(standing.standing()).isTrue();
        assertThat(standing.begun()).isEqualTo(1);
    }

    @Test
    void oneShortDelayWithinTheIntervalShowsThatTheQueueIsWorkedOff() {
        see(50, 0);
        see(4, 60);
        see(50, 70);
        see(50, 169);
        assertThat(standing.standing()).isFalse();

        see(50, 170);
        assertThat(standing.standing()).isTrue();
    }

    @Test
    void aBacklogThatIsWorkedOffBeforeAnythingIsTooOldIsABurst() {
        Standing bounded = new Standing(QueueDiscipline.defaults());
        for (long at = 0; at < 250; at += 10) {
            bounded.see((250 - at) * 1_000_000, at * 1_000_000);
        }
        assertThat(bounded.standing()).isFalse();

        bounded.see(299_000_000, 2_000_000_000);
        bounded.see(299_999_999, 2_100_000_000);
        assertThat(bounded.standing()).isFalse();
        bounded.see(300_000_000, 2_100_000_001);
        assertThat(bounded.standing()).isTrue();
    }

    @Test
    void aQueueThatOverflowedNeedsNoLongDelay() {
        Standing bounded = new Standing(QueueDiscipline.defaults());
        bounded.see(50_000_000, 0);
        bounded.overflow();
        bounded.see(50_000_000, 99_999_999);
        assertThat(bounded.standing()).isFalse();
        bounded.see(50_000_000, 100_000_000);
        assertThat(bounded.standing()).isTrue();

        bounded.end();
        bounded.see(50_000_000, 200_000_000);
        bounded.see(50_000_000, 400_000_000);
        assertThat(bounded.standing()).isFalse();
    }

    @Test
    void anEmptyQueueEndsIt() {
        see(50, 0);
        see(50, 100);
        standing.end();

        assertThat(standing.standing()).isFalse();
        see(50, 110);
        see(50, 209);
        assertThat(standing.standing()).isFalse();
    }

    @Test
    void aShortDelayEndsIt() {
        see(50, 0);
        see(50, 100);
        see(4, 101);

        assertThat(standing.standing()).isFalse();
    }

    @Test
    void itBeginsOnceHoweverLongItLasts() {
        see(50, 0);
        see(50, 100);
        see(50, 10_000);

        assertThat(standing.begun()).isEqualTo(1);
    }

    @Test
    void theClockMayPassThroughItsGreatestValue() {
        long end = Long.MAX_VALUE - 1;
        standing.see(5_000_000, end);
        standing.see(5_000_000, end + 100_000_000);

        assertThat(standing.standing()).isTrue();
    }

    private void see(long delayMillis, long atMillis) {
        standing.see(delayMillis * 1_000_000, atMillis * 1_000_000);
    }
}
