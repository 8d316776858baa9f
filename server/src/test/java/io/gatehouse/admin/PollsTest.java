package io.gatehouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PollsTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final Polls polls = new Polls(clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void oneAMinuteIsTheFirst() {
        assertThat(polls.isFirst("a")).isTrue();
        assertThat(polls.isFirst("a")).isFalse();
        assertThat(polls.isFirst("b")).isTrue();
        pass(Duration.ofSeconds(59));
        assertThat(polls.isFirst("a")).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(polls.isFirst("a")).isTrue();
        assertThat(polls.isFirst("a")).isFalse();
    }

    @Test
    void onlySoManyAreRemembered() {
        for (int i = 0; i <= Polls.MOST_REMEMBERED; i++) {
            assertThat(polls.isFirst("address " + i)).isTrue();
        }
        assertThat(polls.isFirst("address " + Polls.MOST_REMEMBERED)).isFalse();
        assertThat(polls.isFirst("address 0")).isTrue();
    }
}
