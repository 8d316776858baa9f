package io.gatehouse.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeerTextTest {
    @Test
    void isAsItCameUnlessItIsTooLong() {
        assertThat(PeerText.of("stream not found")).isEqualTo("stream not found");
        assertThat(PeerText.of("x".repeat(50_000))).hasSize(PeerText.LONGEST).endsWith("x…");
    }
}
