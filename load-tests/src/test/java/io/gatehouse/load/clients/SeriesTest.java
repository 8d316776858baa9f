package io.gatehouse.load.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.clients.Timeline.Moment;
import io.gatehouse.load.clients.engine.Counts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private static final long STEP = 100_000_000;

    private static Moment moment(int step, long logins) {
        return new Moment(step * STEP, new Counts(logins, 0, logins, 0, logins, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void eachPointTellsWhatHappenedSinceTheOneBefore() {
        Series series = Series.of(List.of(moment(10, 0), moment(11, 30), moment(12, 50)), 10 * STEP);

        assertThat(series.points()).extracting(Series.Point::ms).containsExactly(100.0, 200.0);
        assertThat(series.points()).extracting(point -> point.during().logins()).containsExactly(30L, 20L);
        assertThat(series.points()).extracting(Series.Point::loggedIn).containsExactly(30L, 50L);
    }

    @Test
    void theMostLoginsAreThoseOfTheBestSecond() {
        List<Moment> moments = new ArrayList<>();
        long logins = 0;
        for (int i = 0; i <= 40; i++) {
            moments.add(moment(i, logins));
            logins += i >= 15 && i < 25 ? 100 : 10;
        }

        assertThat(Series.of(moments, 0).loginsPerSecondMax()).isEqualTo(1000.0);
    }

    @Test
    void aShortTimeCountsAsASecond() {
        assertThat(Series.of(List.of(moment(0, 0), moment(1, 50)), 0).loginsPerSecondMax())
                .isEqualTo(50.0);
    }

    @Test
    void aLongTimeIsToldInFewerPoints() {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i <= 6000; i++) {
            moments.add(moment(i, i));
        }

        Series series = Series.of(moments, 0);

        assertThat(series.points()).hasSizeLessThanOrEqualTo(600).hasSizeGreaterThan(300);
        assertThat(series.points().stream()
                        .mapToLong(point -> point.during().logins())
                        .sum())
                .isGreaterThan(5980);
    }
}
