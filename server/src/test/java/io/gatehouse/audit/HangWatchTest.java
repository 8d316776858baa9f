package io.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HangWatchTest {
    private final AtomicLong now = new AtomicLong(-3);
    private final HangWatch watch = new HangWatch(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void whatASinkWaitsForByItselfIsNoHanging() {
        watch.expect(Duration.ofSeconds(60));
        watch.enter();
        pass(Duration.ofSeconds(64));
        assertThat(watch.isHanging()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(watch.words()).isEqualTo("a write does not come to its end (for 65.0 s)");

        watch.leave();
        pass(Duration.ofHours(1));
        assertThat(watch.words()).isNull();
    }

    @Test
    void aSinkThatWaitsForNothingHangsAfterAWhile() {
        watch.enter();
        pass(HangWatch.SLACK.minusNanos(1));
        assertThat(watch.isHanging()).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(watch.isHanging()).isTrue();
    }
}
