package io.gatehouse.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    @Test
    void doublesWithJitterFromTheUpperHalf() {
        for (int i = 0; i < 200; i++) {
            assertThat(backoff.after(1)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
            assertThat(backoff.after(3)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        }
    }

    @Test
    void neverPassesTheLongestPause() {
        assertThat(backoff.after(1_000_000)).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
    }

    @Test
    void differsFromOneInstanceToTheNext() {
        Set<Duration> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seen.add(backoff.after(10));
        }
        assertThat(seen).hasSizeGreaterThan(10);
    }
}
