package io.gatehouse.directory.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many failures there may be. */
class FailureLimitTest {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();

    @Test
    void theLimitOfASourceFollowsFromWhatCanBeHashed() {
        FailureSettings derived = FailureSettings.DEFAULT;

        assertThat(derived.perSource(0)).as("nothing was hashed yet").isEqualTo(1000);
        assertThat(derived.perSource(10)).as("a quarter of a minute's hashes").isEqualTo(150);
        assertThat(derived.perSource(0.1)).isEqualTo(20);
        assertThat(derived.perSource(1000)).isEqualTo(1000);
        assertThat(new FailureSettings(1, 1, 7, WINDOW).perSource(10)).isEqualTo(7);
    }

    @Test
    void failuresThatWereUnderWayTogetherLockNobodyOutForLong() {
        TokenBucket bucket = new TokenBucket(0);
        for (int i = 0; i < 1000; i++) {
            bucket.take(0, 1, 10);
        }
        assertThat(bucket.isEmpty(10, 1, 10)).isTrue();
        assertThat(bucket.isEmpty(11, 1, 10)).isFalse();
    }

    @Test
    void aCrowdOfNamesTakesBoundedRoomAndDoesNotFreeTheOneUnderAttack() {
        FailureLimit limit = new FailureLimit(WINDOW, now::get);
        long alice = 1;
        for (int i = 0; i < 20; i++) {
            limit.failed(alice, 20);
        }
        for (long other = 0; other < 20L * FailureLimit.NAMES; other++) {
            limit.failed(other * 0x9e3779b97f4a7c15L, 20);
            if (other % 1000 == 0) {
                assertThat(limit.reached(alice, 20)).isTrue();
            }
        }
        assertThat(limit.names()).isLessThanOrEqualTo(FailureLimit.NAMES);
        assertThat(limit.reached(alice, 20)).isTrue();
    }
}
