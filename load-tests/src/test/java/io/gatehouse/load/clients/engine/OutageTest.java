package io.gatehouse.load.clients.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static Outage outage(long drop, long greeting, long first, long last, long... back) {
        Histogram histogram = new Histogram(3_600_000, 3);
        for (long millis : back) {
            histogram.recordValue(millis);
        }
        return new Outage(drop, greeting, first, last, histogram);
    }

    @Test
    void twoAreTheEarliestAndTheLatestOfBoth() {
        Outage both = outage(10, 30, 40, 50, 1, 2).plus(outage(11, 29, 41, 60, 3));

        assertThat(both.firstDrop()).isEqualTo(10);
        assertThat(both.firstGreeting()).isEqualTo(29);
        assertThat(both.firstBack()).isEqualTo(40);
        assertThat(both.lastBack()).isEqualTo(60);
        assertThat(both.backMillis().getTotalCount()).isEqualTo(3);
    }

    @Test
    void whoHasSeenNothingAddsNothing() {
        Outage seen = outage(10, 30, 40, 50, 1);

        assertThat(seen.plus(Outage.none()).lastBack()).isEqualTo(50);
        assertThat(Outage.none().plus(seen).lastBack()).isEqualTo(50);
        assertThat(Outage.none().plus(seen).firstDrop()).isEqualTo(10);
    }

    @Test
    void timesAreToldAfterTheFirstDrop() {
        Outage seen = outage(1_000_000, 30, Outage.NEVER, 3_500_000);

        assertThat(seen.millisAfterFirstDrop(seen.lastBack())).isEqualTo(2.5);
        assertThat(seen.millisAfterFirstDrop(seen.firstBack())).isNaN();
        assertThat(Outage.none().millisAfterFirstDrop(5)).isNaN();
    }
}
