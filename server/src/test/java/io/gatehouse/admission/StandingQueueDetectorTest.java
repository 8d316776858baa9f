package io.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandingQueueDetectorTest {
    private final StandingQueueDetector standing =
            new StandingQueueDetector(new QueueDiscipline(true, Duration.ofMillis(5), Duration.ofMillis(100)));

    @Test
    void aLongDelayForAShortTimeIsABurst() {
        see(400, 0);
        see(400, 99);

        assertThat(standing.isStanding()).isFalse();
        assertThat(standing.episodes()).isZero();
    }

    @Test
    void aDelayOfTheTargetForAnIntervalIsAStandingQueue() {
        see(5, 0);
        see(5, 100);

        assertThat(standing.isStanding()).isTrue();
        assertThat(standing.episodes()).isEqualTo(1);
    }

    @Test
    void oneShortDelayWithinTheIntervalShowsThatTheQueueIsWorkedOff() {
        see(50, 0);
        see(4, 60);
        see(50, 70);
        see(50, 169);
        assertThat(standing.isStanding()).isFalse();

        see(50, 170);
        assertThat(standing.isStanding()).isTrue();
    }

    @Test
    void aBacklogThatIsWorkedOffBeforeAnythingIsTooOldIsABurst() {
        StandingQueueDetector bounded = new StandingQueueDetector(QueueDiscipline.defaults());
        for (long at = 0; at < 250; at += 10) {
            bounded.onDequeue((250 - at) * 1_000_000, at * 1_000_000);
        }
        assertThat(bounded.isStanding()).isFalse();

        bounded.onDequeue(299_000_000, 2_000_000_000);
        bounded.onDequeue(299_999_999, 2_100_000_000);
        assertThat(bounded.isStanding()).isFalse();
        bounded.onDequeue(300_000_000, 2_100_000_001);
        assertThat(bounded.isStanding()).isTrue();
    }

    @Test
    void aQueueThatOverflowedNeedsNoLongDelay() {
        StandingQueueDetector bounded = new StandingQueueDetector(QueueDiscipline.defaults());
        bounded.onDequeue(50_000_000, 0);
        bounded.onOverflow();
        bounded.onDequeue(50_000_000, 99_999_999);
        assertThat(bounded.isStanding()).isFalse();
        bounded.onDequeue(50_000_000, 100_000_000);
        assertThat(bounded.isStanding()).isTrue();

        bounded.onEmpty();
        bounded.onDequeue(50_000_000, 200_000_000);
        bounded.onDequeue(50_000_000, 400_000_000);
        assertThat(bounded.isStanding()).isFalse();
    }

    @Test
    void anEmptyQueueEndsIt() {
        see(50, 0);
        see(50, 100);
        standing.onEmpty();

        assertThat(standing.isStanding()).isFalse();
        see(50, 110);
        see(50, 209);
        assertThat(standing.isStanding()).isFalse();
    }

    @Test
    void aShortDelayEndsIt() {
        see(50, 0);
        see(50, 100);
        see(4, 101);

        assertThat(standing.isStanding()).isFalse();
    }

    @Test
    void itBeginsOnceHoweverLongItLasts() {
        see(50, 0);
        see(50, 100);
        see(50, 10_000);

        assertThat(standing.episodes()).isEqualTo(1);
    }

    @Test
    void theClockMayPassThroughItsGreatestValue() {
        long end = Long.MAX_VALUE - 1;
        standing.onDequeue(5_000_000, end);
        standing.onDequeue(5_000_000, end + 100_000_000);

        assertThat(standing.isStanding()).isTrue();
    }

    private void see(long delayMillis, long atMillis) {
        standing.onDequeue(delayMillis * 1_000_000, atMillis * 1_000_000);
    }
}
