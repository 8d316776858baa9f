package io.gatehouse.revocation.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which instance was there for long enough to close sessions. */
class OtherInstancesTest {
    private static final Duration TIME = Duration.ofSeconds(15);
    private static final long CLOSING = TIME.toNanos();
    private static final long MILLIS = TIME.toMillis();

    /** Long after it was said, by the clocks of both. */
    private static final long LATER = 10 * MILLIS;

    private final OtherInstances others = new OtherInstances(TIME);

    @Test
    void whoIsHeardLaterThanItTakesHasClosed() {
        OtherCloser one = new OtherCloser("one", 7, 0);
        assertThat(others.hasClosed(one)).isFalse();

        others.heard("one", 7 + CLOSING - 1, LATER);
        assertThat(others.hasClosed(one)).isFalse();
        others.heard("two", 7 + CLOSING, LATER);
        assertThat(others.hasClosed(one)).isFalse();

        others.heard("one", 7 + CLOSING, LATER);
        assertThat(others.hasClosed(one)).isTrue();
        assertThat(others.hasClosed(new OtherCloser("one", 8, 0))).isFalse();
    }

    /** As where the network, or this instance, stood still meanwhile: the other one may have been terminated right after it. */
    @Test
    void whoWasHeardLateHasClosedOnlyWhatItHadTimeFor() {
        OtherCloser one = new OtherCloser("one", 0, 100);

        others.heard("one", 2 * CLOSING, 100 + MILLIS - 1);
        assertThat(others.hasClosed(one)).isFalse();
        others.heard("one", 2 * CLOSING, 100 + MILLIS);
        assertThat(others.hasClosed(one)).isTrue();
    }

    @Test
    void timesMayOverflow() {
        others.heard("one", Long.MIN_VALUE + CLOSING, LATER);

        assertThat(others.hasClosed(new OtherCloser("one", Long.MAX_VALUE, 0))).isTrue();
    }

    @Test
    void whoWasHeardLongestAgoIsForgottenForOneMore() {
        others.heard("first", CLOSING, LATER);
        others.heard("second", CLOSING, LATER);
        others.heard("first", CLOSING, LATER);
        for (int i = 0; i < OtherInstances.MOST - 1; i++) {
            others.heard("instance " + i, CLOSING, LATER);
        }

        assertThat(others.hasClosed(new OtherCloser("second", 0, 0))).isFalse();
        assertThat(others.hasClosed(new OtherCloser("first", 0, 0))).isTrue();
    }
}
