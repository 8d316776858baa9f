package io.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueDisciplineTest {
    private static final Duration TEN = Duration.ofMillis(10);

    @Test
    void refusesDurationsOutOfBounds() {
        assertThatThrownBy(() -> new QueueDiscipline(true, Duration.ZERO, TEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("target: '0s' is not between 1ms and 1m");
        assertThatThrownBy(() -> new QueueDiscipline(true, TEN, Duration.ofSeconds(61)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("interval: '61s' is not between 1ms and 1m");
    }

    @Test
    void raisesTheTargetAndNeverLowersIt() {
        QueueDiscipline discipline = new QueueDiscipline(false, TEN, Duration.ofSeconds(1));

        assertThat(discipline.withTargetAtLeast(Duration.ofMillis(5))).isEqualTo(discipline);
        assertThat(discipline.withTargetAtLeast(Duration.ofMillis(50)))
                .isEqualTo(new QueueDiscipline(false, Duration.ofMillis(50), Duration.ofSeconds(1)));
    }

    @Test
    void lowersTheLongestWaitAndNeverRaisesIt() {
        QueueDiscipline discipline = QueueDiscipline.defaults();

        assertThat(discipline.withMaxWaitAtMost(Duration.ofMillis(301))).isEqualTo(discipline);
        assertThat(discipline.withMaxWaitAtMost(TEN))
                .isEqualTo(new QueueDiscipline(true, discipline.target(), discipline.interval(), TEN));
    }
}
