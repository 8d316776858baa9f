package io.gatehouse.admission;

import static io.gatehouse.admission.StormSimulation.MILLIS;
import static io.gatehouse.admission.StormSimulation.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules together are worth, in simulated storms. */
class StormTest {
    /** As for password hashes: half of the budget. */
    private static final QueueDiscipline HASHING = QueueDiscipline.defaults().withTargetAtLeast(Duration.ofMillis(750));

    private static final QueueDiscipline REQUESTS = QueueDiscipline.defaults();
    private static final QueueDiscipline IN_ORDER =
            new QueueDiscipline(false, QueueDiscipline.DEFAULT_TARGET, QueueDiscipline.DEFAULT_INTERVAL);

    @ParameterizedTest
    @ValueSource(longs = {30, 100, 400})
    void tenTimesTheHashesThatCanBeDoneTakeNothingFromThoseThatCan(long millis) {
        StormSimulation storm = new StormSimulation(millis * MILLIS, 256, HASHING).run(10, 300 * SECONDS);

        assertThat(storm.goodput(300 * SECONDS)).isGreaterThan(0.98);
        assertThat(storm.late).isLessThan(storm.inTime / 100);
    }

    @Test
    void inOrderMostOfTheWorkWouldBeForNothing() {
        StormSimulation storm = new StormSimulation(100 * MILLIS, 256, IN_ORDER).run(10, 300 * SECONDS);

        assertThat(storm.goodput(300 * SECONDS)).isLessThan(0.8);
    }

    @Test
    void noHashIsGivenUpWhereOrderHelpsEverybody() {
        StormSimulation calm = new StormSimulation(30 * MILLIS, 256, HASHING).run(0.8, 300 * SECONDS);

        assertThat(calm.inTime).isGreaterThanOrEqualTo(calm.offered - 10);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 10, 20})
    void requestsAreAnsweredAtFullCapacityWhateverIsOffered(double load) {
        StormSimulation storm = new StormSimulation(MILLIS, 4_096, REQUESTS).run(load, 60 * SECONDS);

        assertThat(storm.goodput(60 * SECONDS)).isGreaterThan(0.99);
        assertThat(storm.late).isZero();
    }

    @Test
    void twoSecondsAfterTheStormItIsAsIfNothingHadBeen() {
        StormSimulation storm = new StormSimulation(MILLIS, 4_096, REQUESTS).run(10, 10 * SECONDS);
        storm.run(0.8, 2 * SECONDS);
        storm.run(0.8, 10 * SECONDS);

        assertThat(storm.dropped).isZero();
        assertThat((double) storm.inTime).isGreaterThan(0.99 * storm.offered);
    }
}
