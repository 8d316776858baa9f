package io.gatehouse.load.plan.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of any storm, for storms by chance. */
class StormPropertiesTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** By how much a better setting may be later by chance: which login is dropped differs from run to run. */
    private static final double CHANCE = 1.1;

    private static final double A_TIMEOUT = 4.2;

    /** A storm by chance. */
    record Case(long seed, StormSettings settings) {
        Case with(SimulatedService service) {
            return new Case(
                    seed,
                    new StormSettings(
                            settings.fleet(),
                            settings.brokers(),
                            service,
                            settings.backend(),
                            settings.sharedCores(),
                            settings.limit(),
                            settings.seed()));
        }

        double seconds() {
            StormOutcome outcome = Storm.of(settings);
            return outcome.isAllBack() ? outcome.secondsUntil(1) : Double.POSITIVE_INFINITY;
        }

        @Override
        public String toString() {
            return "seed " + seed;
        }
    }

    static Stream<Case> cases() {
        return LongStream.rangeClosed(1, 12).mapToObj(StormPropertiesTest::chosen);
    }

    private static Case chosen(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Costs costs = new Costs(0.031, 0.1, random.nextBoolean() ? random.nextInt(1, 30) : 0);
        Storms storms = new Storms()
                .seed(seed)
                .clients(random.nextInt(500, 5_000))
                .jitter(Duration.ofMillis(random.nextInt(100, 3_000)))
                .brokers(new SimulatedBrokers(
                        1,
                        random.nextInt(1, 4),
                        2,
                        random.nextInt(128, 4_096),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(500),
                        0.6))
                .service(
                        new SimulatedService(random.nextInt(1, 4), 2, 1, costs, random.nextDouble(), 0, Duration.ZERO));
        if (random.nextBoolean()) {
            storms.backend(
                    new SimulatedBackend(random.nextInt(200, 2_000), random.nextInt(1, 50), random.nextBoolean()));
        }
        return new Case(seed, storms.settings(LIMIT));
    }

    private static void assertNoLater(Case better, Case than) {
        assertThat(better.seconds()).isLessThanOrEqualTo(CHANCE * than.seconds() + A_TIMEOUT);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void moreCoresAndThreadsAreNeverLater(Case one) {
        SimulatedService less = one.settings().service();
        assertNoLater(
                one.with(new SimulatedService(
                        less.instances(), 8, 7, less.costs(), less.warmShare(), less.lost(), less.lostAfter())),
                one);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void moreInstancesAreNeverLater(Case one) {
        assertNoLater(one.with(one.settings().service().withInstances(8)), one);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whoeverIsKnownIsNeverLater(Case one) {
        SimulatedService less = one.settings().service();
        assertNoLater(
                one.with(new SimulatedService(
                        less.instances(),
                        less.cores(),
                        less.hashingThreads(),
                        less.costs(),
                        1,
                        less.lost(),
                        less.lostAfter())),
                one);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingIsCountedTwice(Case one) {
        StormOutcome outcome = Storm.of(one.settings());
        StormOutcome.Counts counts = outcome.counts();

        assertThat(outcome.back() + outcome.lostForGood()).isLessThanOrEqualTo(outcome.clients());
        assertThat(counts.answers() + counts.shed()).isLessThanOrEqualTo(counts.requests());
        assertThat(outcome.back() + counts.late()).isLessThanOrEqualTo(counts.answers());
        assertThat(counts.requests()).isLessThanOrEqualTo(counts.attempts());
        assertThat(counts.attempts())
                .isBetween(outcome.back() + counts.timedOut(), 2 * (counts.timedOut() + outcome.clients()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nobodyIsBackBeforeTheWaitAndTheWorkAreOver(Case one) {
        StormOutcome outcome = Storm.of(one.settings());

        assertThat(outcome.secondsUntil(1.0 / outcome.clients())).isGreaterThanOrEqualTo(2);
        double cores = one.settings().brokers().all() * one.settings().brokers().cores();
        if (outcome.isAllBack()) {
            assertThat(outcome.secondsUntil(1)).isGreaterThanOrEqualTo(2 + outcome.clients() * 0.0006 / cores - 0.01);
        }
    }
}
