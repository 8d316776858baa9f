package io.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many of those that come are let into a queue. */
final class PermitsTest {
    private static final int CAPACITY = 400;

    private final QueueScene scene = QueueScene.of(CAPACITY, QueueDiscipline.defaults());

    @BeforeEach
    void fill() {
        scene.arrive(CAPACITY + 1);
        assertThat(scene.at(10).take()).isEqualTo(2);
        assertThat(scene.queue.permits(5_000)).isEqualTo(5_000);
    }

    @Test
    void aQuarterMoreThanWereTakenOutAndAFewOnceTheNewestGoesFirst() {
        stand();
        scene.take(99);

        assertThat(scene.queue.permits(5_000)).isEqualTo(125 + 2);
        assertThat(scene.queue.permits(5_000)).isEqualTo(2);
    }

    @Test
    void whatWasWorthItAndDidNotComeMayComeLater() {
        stand();
        scene.take(99);

        assertThat(scene.queue.permits(100)).isEqualTo(100);
        assertThat(scene.queue.permits(5_000)).isEqualTo(125 + 2 + 2 - 100);
    }

    @Test
    void neverMoreThanTheQueueHolds() {
        stand();
        for (int i = 0; i < CAPACITY; i++) {
            scene.queue.permits(0);
        }

        assertThat(scene.queue.permits(5_000)).isEqualTo(CAPACITY);
    }

    @Test
    void allOnceTheQueueIsEmpty() {
        stand();
        scene.take(scene.queue.size());

        assertThat(scene.queue.permits(5_000)).isEqualTo(5_000);
    }

    @Test
    void allWhereTheOldestAlwaysGoesFirst() {
        QueueDiscipline defaults = QueueDiscipline.defaults();
        QueueScene ordered =
                QueueScene.of(CAPACITY, new QueueDiscipline(false, defaults.target(), defaults.interval()));
        ordered.arrive(CAPACITY).at(10).take();
        ordered.at(500).take();
        assertThat(ordered.queue.isStanding()).isTrue();

        assertThat(ordered.queue.permits(5_000)).isEqualTo(5_000);
    }

    @Test
    void atTenTimesOverloadLittleMoreThanIsTakenOutAndTheQueueNeverRunsDry() {
        stand();
        int offered = 0;
        int taken = 0;
        for (int at = 204; at < 4_204; at += 4) {
            int worth = scene.at(at).queue.permits(400);
            offered += worth;
            scene.arrive(worth);
            taken += scene.take(40).size();
            assertThat(scene.queue.isStanding()).isTrue();
        }

        assertThat(offered).isBetween(taken, taken * 3 / 2);
    }

    private void stand() {
        assertThat(scene.at(200).take()).isEqualTo(CAPACITY + 1);
        assertThat(scene.queue.newestFirst()).isTrue();
    }
}
