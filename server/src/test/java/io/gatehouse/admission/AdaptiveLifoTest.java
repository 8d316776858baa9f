package io.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In which order a queue hands out, and what it never does. */
class AdaptiveLifoTest {
    @Test
    void aBurstIsWorkedOffInTheOrderOfArrival() {
        QueueScene scene = QueueScene.of(100).arrive(4);

        assertThat(scene.at(90).take(2)).containsExactly(1, 2);
        assertThat(scene.at(99).take(2)).containsExactly(3, 4);
        assertThat(scene.queue.episodes()).isZero();
    }

    @Test
    void theNewestGoesFirstOnceTheOldestHasWaitedForTheTargetDuringAnInterval() {
        QueueScene scene = QueueScene.of(100).arrive(6);

        assertThat(scene.at(5).take()).isEqualTo(1);
        assertThat(scene.at(104).take()).isEqualTo(2);
        assertThat(scene.queue.isStanding()).isFalse();
        assertThat(scene.queue.newestFirst()).isFalse();
        assertThat(scene.at(105).take()).isEqualTo(6);
        assertThat(scene.queue.isStanding()).isTrue();
        assertThat(scene.queue.newestFirst()).isTrue();
        scene.arrive(1);
        assertThat(scene.take(4)).containsExactly(7, 5, 4, 3);
    }

    @Test
    void theOldestGoesFirstAgainAfterTheQueueRanEmpty() {
        QueueScene scene = standing().at(300).arrive(3);
        assertThat(scene.take(4)).containsExactly(6, 5, 4, 2);
        assertThat(scene.queue.size()).isZero();
        assertThat(scene.queue.isStanding()).isFalse();

        scene.at(310).arrive(3);
        assertThat(scene.at(320).take(2)).containsExactly(7, 8);
    }

    @Test
    void theOldestGoesFirstAgainOnceItHasWaitedLessThanTheTarget() {
        QueueScene scene = standing().at(1_100).arrive(1);
        scene.at(1_104).arrive(1);

        assertThat(scene.expired).containsExactly(2);
        assertThat(scene.queue.isStanding()).isTrue();
        assertThat(scene.take(2)).containsExactly(4, 5);
        assertThat(scene.queue.isStanding()).isFalse();
    }

    @Test
    void theIntervalBeginsAnewEachTime() {
        QueueScene scene = standing();
        scene.take();
        scene.at(1_000).arrive(5);
        scene.at(1_100).take();
        scene.at(1_199).take();
        assertThat(scene.queue.isStanding()).isFalse();
        scene.at(1_200).take();

        assertThat(scene.queue.isStanding()).isTrue();
        assertThat(scene.queue.episodes()).isEqualTo(2);
    }

    @Test
    void whatHasWaitedTooLongIsGivenUpWhileTheNewestGoesFirst() {
        QueueScene scene = QueueScene.of(100, QueueDiscipline.defaults()).arrive(5);
        scene.at(310).take();
        assertThat(scene.at(350).arrive(1).take())
                .as("in order, nothing is too old but for its deadline")
                .isEqualTo(2);

        assertThat(scene.at(410).take()).isEqualTo(6);
        assertThat(scene.take()).isNull();
        assertThat(scene.stale).containsExactlyInAnyOrder(3, 4, 5);
        assertThat(scene.expired).isEmpty();
    }

    @Test
    void afterAStallThatIsWorkedOffInTimeNobodyIsGivenUp() {
        QueueScene scene = QueueScene.of(1_000, QueueDiscipline.defaults());
        for (int at = 0; at < 500; at++) {
            scene.at(at).arrive(1);
            if (at >= 250) {
                scene.take();
                scene.take();
            }
        }

        assertThat(scene.queue.size()).isZero();
        assertThat(scene.queue.episodes()).isZero();
        assertThat(scene.stale).isEmpty();
    }

    @Test
    void aQueueThatOverflowsStandsThoughItsOldestNeverGrowsOld() {
        QueueScene scene = QueueScene.of(50, QueueDiscipline.defaults());
        for (int at = 0; at < 150; at++) {
            scene.at(at).arrive(2);
            scene.take();
        }

        assertThat(scene.queue.newestFirst()).isTrue();
        assertThat(scene.take()).isEqualTo(299);
    }

    @Test
    void withoutAdaptationTheOldestAlwaysGoesFirst() {
        QueueDiscipline defaults = QueueDiscipline.defaults();
        QueueScene scene = QueueScene.of(100, new QueueDiscipline(false, defaults.target(), defaults.interval()));
        scene.arrive(5).at(100).take();
        scene.at(300).take();

        assertThat(scene.queue.isStanding()).isTrue();
        assertThat(scene.queue.newestFirst()).isFalse();
        assertThat(scene.take(3)).containsExactly(3, 4, 5);
    }

    @Test
    void whatHasLessTimeLeftThanItTakesIsNeverHandedOut() {
        QueueScene scene = QueueScene.of(100).serviceTakes(100).arrive(2);
        scene.at(100).arrive(1);

        assertThat(scene.at(900).take()).isEqualTo(3);
        assertThat(scene.hopeless).containsExactly(1, 2);
        assertThat(scene.expired).isEmpty();
    }

    @Test
    void whatHasJustEnoughTimeLeftIsHandedOut() {
        QueueScene scene = QueueScene.of(100).serviceTakes(100).arrive(1);

        assertThat(scene.at(899).take()).isEqualTo(1);
    }

    @Test
    void whatIsHopelessOnArrivalDoesNotEvenWait() {
        QueueScene scene = QueueScene.of(100).serviceTakes(2_000).arrive(1);

        assertThat(scene.queue.size()).isZero();
        assertThat(scene.hopeless).containsExactly(1);
    }

    @Test
    void theDeadAtTheOldEndAreClearedAwayInSmallBatchesByThoseThatArrive() {
        QueueScene scene = standing().at(200).arrive(38);
        assertThat(scene.queue.size()).isEqualTo(39);

        scene.at(1_500).arrive(1);
        assertThat(scene.queue.size()).isEqualTo(32);
        scene.arrive(4);
        assertThat(scene.queue.size()).isEqualTo(5);
        assertThat(scene.expired)
                .isEqualTo(
                        Stream.concat(Stream.of(2), IntStream.rangeClosed(4, 41).boxed())
                                .toList());
        assertThat(scene.take(5)).containsExactly(42, 43, 44, 45, 46);
    }

    @Test
    void whatExpiredBeforeTheQueueWasFullWasNotDroppedForWantOfRoom() {
        QueueScene scene = QueueScene.of(2).arrive(2);
        scene.at(2_000).arrive(1);

        assertThat(scene.expired).containsExactly(1, 2);
        assertThat(scene.overflowed).isEmpty();
    }

    @Test
    void aStandingQueueThatIsFullStillGivesUpTheOldest() {
        QueueScene scene = QueueScene.of(3).arrive(3);
        scene.at(5).take();
        scene.arrive(1).at(200).take();
        scene.arrive(1);
        assertThat(scene.queue.newestFirst()).isTrue();
        scene.arrive(2);

        assertThat(scene.overflowed).containsExactly(2, 3);
        assertThat(scene.at(210).take()).isEqualTo(7);
    }

    @Test
    void tellsHowLongTheOldestHasWaited() {
        QueueScene scene = QueueScene.of(8);
        assertThat(scene.queue.oldestSojourn()).isZero();
        scene.arrive(1).at(20).arrive(1).at(50);

        assertThat(scene.queue.oldestSojourn()).isEqualTo(50_000_000);
        scene.take();
        assertThat(scene.queue.oldestSojourn()).isEqualTo(30_000_000);
    }

    @Test
    void takesOutWhatNeedsNotBeDoneAnyMore() {
        QueueScene scene = QueueScene.of(3).arrive(1);
        QueueScene.Thing second = scene.offer(2, 100);
        scene.offer(3, 100);

        assertThat(scene.queue.remove(second)).isTrue();
        assertThat(scene.queue.remove(second)).isFalse();
        assertThat(scene.queue.size()).isEqualTo(2);
        scene.offer(4, 100);
        assertThat(scene.overflowed).isEmpty();
        assertThat(scene.take(3)).containsExactly(1, 3, 4);
    }

    /** Stands at 150 ms, with number 2 alone in it. */
    private static QueueScene standing() {
        QueueScene scene = QueueScene.of(100).arrive(3);
        assertThat(scene.at(20).take()).isEqualTo(1);
        assertThat(scene.at(150).take()).isEqualTo(3);
        assertThat(scene.queue.isStanding()).isTrue();
        return scene;
    }
}
