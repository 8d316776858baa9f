package io.gatehouse.revocation.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which instance was there for long enough to close sessions. */
class OtherInstancesTest {
    private static final long CLOSING = Duration.ofSeconds(15).toNanos();

    private final OtherInstances others = new OtherInstances(Duration.ofNanos(CLOSING));

    @Test
    void whoIsHeardLaterThanItTakesHasClosed() {
        assertThat(others.hasClosed("one", 7)).isFalse();

        others.heard("one", 7 + CLOSING - 1);
        assertThat(others.hasClosed("one", 7)).isFalse();
        others.heard("two", 7 + CLOSING);
        assertThat(others.hasClosed("one", 7)).isFalse();

        others.heard("one", 7 + CLOSING);
        assertThat(others.hasClosed("one", 7)).isTrue();
        assertThat(others.hasClosed("one", 8)).isFalse();
    }

    @Test
    void timesMayOverflow() {
        others.heard("one", Long.MIN_VALUE + CLOSING);

        assertThat(others.hasClosed("one", Long.MAX_VALUE)).isTrue();
    }

    @Test
    void whoWasHeardLongestAgoIsForgottenForOneMore() {
        others.heard("first", CLOSING);
        others.heard("second", CLOSING);
        others.heard("first", CLOSING);
        for (int i = 0; i < OtherInstances.MOST - 1; i++) {
            others.heard("instance " + i, CLOSING);
        }

        assertThat(others.hasClosed("second", 0)).isFalse();
        assertThat(others.hasClosed("first", 0)).isTrue();
    }
}
