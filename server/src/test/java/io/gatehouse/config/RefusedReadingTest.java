package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusedReadingTest {
    private final AtomicLong clock = new AtomicLong();
    private final RefusedReading reading = new RefusedReading(Duration.ofSeconds(30), clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void whatWasRefusedIsDueAfterEachPauseUntilItCanBeUsed() {
        assertThat(reading.isDue()).isFalse();
        assertThat(reading.refused(List.of("a"))).isTrue();
        pass(Duration.ofSeconds(29));
        assertThat(reading.isDue()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(reading.isDue()).isTrue();

        assertThat(reading.refused(List.of("a"))).isFalse();
        assertThat(reading.isDue()).isFalse();
        pass(Duration.ofSeconds(30));
        assertThat(reading.isDue()).isTrue();
        assertThat(reading.used()).isTrue();
        assertThat(reading.isDue()).isFalse();
        assertThat(reading.used()).isFalse();
    }

    @Test
    void problemsAreNewWhereTheyDiffer() {
        assertThat(reading.refused(List.of("a"))).isTrue();
        assertThat(reading.refused(List.of("a", "b"))).isTrue();
        assertThat(reading.refused(List.of("a", "b"))).isFalse();
        assertThat(reading.used()).isTrue();
        assertThat(reading.refused(List.of("a", "b"))).isTrue();
    }
}
