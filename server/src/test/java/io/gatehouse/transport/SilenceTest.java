package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a server counts as silent. */
class SilenceTest {
    private static final long MS = 1_000_000;

    private final Silence silence = new Silence(Duration.ofMillis(100), 0);

    @Test
    void aReadThatWaitsForTooLongIsSilence() {
        assertThat(silence.isTooLong(1, 10 * MS)).isFalse();
        assertThat(silence.isTooLong(1, 110 * MS)).isFalse();
        assertThat(silence.isTooLong(1, 111 * MS)).isTrue();
    }

    @Test
    void whateverIsReadIsASignOfLife() {
        for (int i = 0; i < 100; i++) {
            assertThat(silence.isTooLong(1 + 2 * i, i * 90L * MS)).isFalse();
        }
    }

    @Test
    void whileWeDoNotReadNobodyIsSilent() {
        assertThat(silence.isTooLong(2, 0)).isFalse();
        assertThat(silence.isTooLong(2, 10_000 * MS)).isFalse();
        assertThat(silence.isTooLong(3, 10_001 * MS)).isFalse();
        assertThat(silence.isTooLong(3, 10_102 * MS)).isTrue();
    }
}
