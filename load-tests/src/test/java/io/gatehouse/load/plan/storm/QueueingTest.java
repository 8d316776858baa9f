package io.gatehouse.load.plan.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An instance alone, against what queueing theory says. */
class QueueingTest {
    private static final Duration LASTING = Duration.ofSeconds(20);

    private static SimulatedService quarter(double warmShare, Costs costs) {
        return new SimulatedService(1, 0.25, 1, costs, warmShare, 0, Duration.ZERO);
    }

    @Test
    void belowItsCapacityAnInstanceAnswersAll() {
        // A quarter of a core, and 0.05 ms for each: 5,000 a second.
        OpenLoad.Found found = OpenLoad.of(quarter(1, new Costs(0.05, 0.05, 0)), null, 4_500, 100, LASTING);

        assertThat(found.answersPerSecond()).isCloseTo(4_500, within(2.0));
        assertThat(found.meanWaitSeconds()).isLessThan(0.01);
    }

    @Test
    void aboveItItAnswersAsManyAsItCanSoonAndDropsTheRest() {
        OpenLoad.Found found = OpenLoad.of(quarter(1, new Costs(0.05, 0.05, 0)), null, 10_000, 100, LASTING);

        assertThat(found.answersPerSecond()).isCloseTo(5_000, Percentage.withPercentage(5));
        assertThat(found.meanWaitSeconds()).isLessThan(0.3);
    }

    @Test
    void whatIsHashedIsBoundByItsThreads() {
        SimulatedService two = new SimulatedService(1, 4, 2, new Costs(0.031, 0.031, 50), 0, 0, Duration.ZERO);
        OpenLoad.Found found = OpenLoad.of(two, null, 400, 100_000, LASTING);

        assertThat(found.answersPerSecond()).isCloseTo(40, within(0.5));
    }

    @Test
    void whatIsHashedIsBoundByItsCores() {
        SimulatedService half = new SimulatedService(1, 0.5, 2, new Costs(0.031, 0.031, 50), 0, 0, Duration.ZERO);
        OpenLoad.Found found = OpenLoad.of(half, null, 50, 100_000, LASTING);

        assertThat(found.answersPerSecond()).isCloseTo(10, within(0.6));
    }

    @Test
    void aBackendThatIsAskedForTooMuchIsKeptBusy() {
        SimulatedService two = new SimulatedService(1, 2, 1, new Costs(0.031, 0.143, 0), 0, 0, Duration.ZERO);
        OpenLoad.Found found = OpenLoad.of(two, new SimulatedBackend(1_000, 50, false), 5_000, 1_000_000, LASTING);

        assertThat(found.answersPerSecond()).isCloseTo(1_000, Percentage.withPercentage(1));
    }

    /** M/D/1: arrivals by chance, a fixed time for each, one thread; the mean wait is rho * D / (2 * (1 - rho)). */
    @ParameterizedTest
    @CsvSource({"0.3", "0.5", "0.7"})
    void aHashingThreadIsAnMD1Queue(double rho) {
        int service = 48;
        Ticks ticks = new Ticks();
        long[] waited = {0, 0};
        Hashing hashing = new Hashing(1, service, ticks, new StormCounts(), login -> {
            waited[0] += ticks.now() - login.connectedAt();
            waited[1]++;
        });
        SplittableRandom random = new SplittableRandom(42);
        double next = 0;
        while (ticks.now() < 4_000_000) {
            ticks.advance();
            for (; next <= ticks.now(); next -= Math.log(1 - random.nextDouble()) * service / rho) {
                Login login = new Login(NOBODY, (answered, by) -> {}, 0, ticks.now());
                login.arrive(ticks.getAsLong(), ticks.getAsLong() + 1_500 * Ticks.NANOS);
                hashing.offer(login);
            }
            hashing.work(1);
        }

        // What begins in its own tick has ended before the last of its ticks is over.
        double mean = waited[0] / (double) waited[1] - (service - 1);
        assertThat(waited[1]).isGreaterThan(20_000);
        assertThat(mean).isCloseTo(rho * service / (2 * (1 - rho)), Percentage.withPercentage(10));
    }

    private static final Login.Caller NOBODY = new Login.Caller() {
        @Override
        public void greeted(Login login) {}

        @Override
        public void in(Login login) {}
    };
}
