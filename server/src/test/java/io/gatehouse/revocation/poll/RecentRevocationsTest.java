package io.gatehouse.revocation.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentRevocationsTest {
    private static final long INTERVAL = 100;

    private final RecentRevocations recent = new RecentRevocations();

    /** At each moment those of the interval before it, wherever it begins. */
    @Test
    void eachCountsForAnInterval() {
        recent.add(90);
        recent.add(95);
        recent.add(110);

        assertThat(recent.within(INTERVAL, 110)).isEqualTo(3);
        assertThat(recent.within(INTERVAL, 190)).isEqualTo(3);
        assertThat(recent.within(INTERVAL, 195)).isEqualTo(2);
        assertThat(recent.within(INTERVAL, 210)).isOne();
        assertThat(recent.within(INTERVAL, 211)).isZero();
    }
}
