package io.gatehouse.load.plan.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.load.clients.policy.ClientLibrary;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Storms whose end can be told without simulating them: nats.go waits 2 s, and two steps of a millisecond follow. */
class StormTest {
    private static final double BACK = 2.002;

    private static final double A_STEP = 0.001;

    @Test
    void whereNothingTakesTimeAllAreBackAfterTheirWait() {
        StormOutcome outcome = new Storms().run();

        assertThat(outcome.secondsUntil(0.01)).isEqualTo(BACK);
        assertThat(outcome.secondsUntil(1)).isEqualTo(BACK);
        assertThat(outcome.counts().attempts()).isEqualTo(100);
        assertThat(outcome.counts().timedOut()).isZero();
    }

    @Test
    void jitterSpreadsThem() {
        StormOutcome outcome =
                new Storms().clients(10_000).jitter(Duration.ofSeconds(10)).run();

        assertThat(outcome.secondsUntil(0.5)).isCloseTo(BACK + 5, within(0.3));
        assertThat(outcome.secondsUntil(1)).isCloseTo(BACK + 10, within(0.1));
    }

    @Test
    void aServerTakesItsTimeForEachLogin() {
        StormOutcome outcome = new Storms()
                .clients(1_000)
                .brokers(Storms.brokers(1, 4_096, Duration.ofSeconds(3)))
                .run();

        assertThat(outcome.secondsUntil(1)).isCloseTo(BACK + 1, within(0.015));
        assertThat(outcome.brokerCpuSeconds()).isCloseTo(1, within(1e-6));
    }

    @Test
    void anInstanceTakesItsTimeForEachAnswer() {
        StormOutcome outcome = new Storms()
                .clients(20)
                .service(Storms.service(new Costs(10, 10, 0), 1))
                .run();

        assertThat(outcome.secondsUntil(0.5)).isCloseTo(BACK + 0.1, within(0.011));
        assertThat(outcome.secondsUntil(1)).isCloseTo(BACK + 0.2, within(0.011));
    }

    @Test
    void aHashingThreadHashesOneAfterTheOther() {
        StormOutcome outcome = new Storms()
                .clients(20)
                .service(Storms.service(new Costs(0.001, 0.001, 50), 0))
                .run();

        assertThat(outcome.secondsUntil(0.5)).isCloseTo(BACK + 0.5, within(0.005));
        assertThat(outcome.secondsUntil(1)).isCloseTo(BACK + 1, within(0.005));
        assertThat(outcome.counts().hashes()).isEqualTo(20);
    }

    @Test
    void fourHashingThreadsHashFourAtATime() {
        StormOutcome outcome = new Storms()
                .clients(20)
                .service(new SimulatedService(1, 4, 4, new Costs(0.001, 0.001, 50), 0, 0, Duration.ZERO))
                .run();

        assertThat(outcome.secondsUntil(1)).isCloseTo(BACK + 0.25, within(0.005));
    }

    @Test
    void whoIsKnownIsNotHashed() {
        StormOutcome outcome = new Storms()
                .service(Storms.service(new Costs(0.001, 0.001, 50), 1))
                .run();

        assertThat(outcome.secondsUntil(1)).isEqualTo(BACK);
        assertThat(outcome.counts().hashes()).isZero();
    }

    @Test
    void aBackendAnswersAsManyAsItCan() {
        StormOutcome outcome = new Storms()
                .clients(10)
                .backend(new SimulatedBackend(10, 1, false))
                .run();

        assertThat(outcome.secondsUntil(1)).isCloseTo(BACK + 1, within(0.005));
        assertThat(outcome.counts().lookups()).isEqualTo(10);
    }

    @Test
    void withASharedCacheTheBackendIsNotAskedAboutThoseWhoAreInIt() {
        StormOutcome outcome = new Storms()
                .backend(new SimulatedBackend(1, 1, true))
                .service(Storms.service(Storms.FREE, 1))
                .run();

        assertThat(outcome.counts().lookups()).isZero();
        assertThat(outcome.isAllBack()).isTrue();
    }

    @Test
    void whatIsTooManyForTheBackendGetsNoAnswerAndComesAgain() {
        StormOutcome outcome = new Storms()
                .clients(30)
                .backend(new SimulatedBackend(100, 1, false))
                .run(Duration.ofSeconds(3));

        // 75 would be answered within half of the budget.
        assertThat(outcome.isAllBack()).isTrue();
        outcome = new Storms()
                .clients(200)
                .backend(new SimulatedBackend(100, 1, false))
                .run();
        assertThat(outcome.counts().shed()).isPositive();
        assertThat(outcome.isAllBack()).isTrue();
    }

    @Test
    void whoGetsNoAnswerTimesOutAndWaitsAndComesAgain() {
        SimulatedService gone = new SimulatedService(1, 1, 1, Storms.FREE, 0, 1, Duration.ofSeconds(1));
        StormOutcome outcome = new Storms().service(gone).run(Duration.ofSeconds(10));

        // Dialled after 2, 6 and 10 s, timed out after 4 and 8 s.
        assertThat(outcome.back()).isZero();
        assertThat(outcome.counts().attempts()).isEqualTo(300);
        assertThat(outcome.counts().timedOut()).isEqualTo(200);
        assertThat(outcome.lostForGood()).isZero();
    }

    @Test
    void aServerThatIsLessPatientThanItsClientsLosesThemForGood() {
        SimulatedService gone = new SimulatedService(1, 1, 1, Storms.FREE, 0, 1, Duration.ofSeconds(1));
        StormOutcome outcome = new Storms()
                .service(gone)
                .brokers(Storms.brokers(0, 4_096, Duration.ofSeconds(1)))
                .run(Duration.ofSeconds(10));

        // nats.go gives up after the same refusal twice.
        assertThat(outcome.lostForGood()).isEqualTo(100);
        assertThat(outcome.counts().refused()).isEqualTo(200);
    }

    @Test
    void natsJsComesAtOnceAndThenOnceAWait() {
        StormOutcome outcome = new Storms().library(ClientLibrary.NATS_JS).run();

        // Its first attempts find nobody listening: the server is down for a second.
        assertThat(outcome.secondsUntil(1)).isBetween(2.0, 2.01);
        assertThat(outcome.counts().attempts()).isEqualTo(200);
    }

    @Test
    void theKernelDropsConnectionsThatFindItsQueueFullAndTriesAgain() {
        StormOutcome outcome = new Storms()
                .clients(3)
                .brokers(Storms.brokers(0, 1, Duration.ofSeconds(3)))
                .run();

        // One at once, one by the kernel after a second, one that timed out after two and waited two more.
        assertThat(outcome.secondsUntil(1.0 / 3)).isEqualTo(2.002);
        assertThat(outcome.secondsUntil(2.0 / 3)).isEqualTo(3.002);
        assertThat(outcome.secondsUntil(1)).isEqualTo(6.002);
        assertThat(outcome.counts().attempts()).isEqualTo(4);
        assertThat(outcome.counts().timedOut()).isEqualTo(1);
    }

    @Test
    void whenAnInstanceIsLostTheOthersAnswer() {
        SimulatedService two = new SimulatedService(2, 1, 1, Storms.FREE, 0, 1, Duration.ofSeconds(1));

        assertThat(new Storms().service(two).run().secondsUntil(1)).isEqualTo(BACK);
    }

    @Test
    void whenAClusterHasNoInstanceLeftThoseOfAnotherAnswer() {
        SimulatedService one = new SimulatedService(1, 1, 1, Storms.FREE, 0, 1, Duration.ofSeconds(1));
        SimulatedBrokers two = new SimulatedBrokers(2, 1, 1, 4_096, Duration.ofSeconds(3), Duration.ofSeconds(1), 0);

        assertThat(new Storms().service(one).brokers(two).run().secondsUntil(1)).isCloseTo(BACK + A_STEP, within(1e-9));
    }

    @Test
    void whatAnInstanceAtAnotherServerIsAskedTakesAStepMore() {
        SimulatedBrokers two = new SimulatedBrokers(1, 2, 1, 4_096, Duration.ofSeconds(3), Duration.ofSeconds(1), 0);
        StormOutcome outcome = new Storms().brokers(two).run();

        assertThat(outcome.secondsUntil(0.5)).isEqualTo(BACK);
        assertThat(outcome.secondsUntil(1)).isCloseTo(BACK + A_STEP, within(1e-9));
        SimulatedService one = new SimulatedService(2, 1, 1, Storms.FREE, 0, 0, Duration.ZERO);
        assertThat(new Storms().brokers(two).service(one).run().secondsUntil(0.5))
                .isEqualTo(BACK);
    }

    @Test
    void everyServerHearsOfTheLoginsOfAllOthers() {
        assertThat(cpuOfALogin(1, 1)).isCloseTo(1, within(1e-3));
        // Half of them are asked about at the other server. Of each: told and heard of once, and passed twice by each
        // of both.
        assertThat(cpuOfALogin(1, 2)).isCloseTo(1 + 0.006 + 0.006 + 0.5 * 4 * 0.0025, within(1e-3));
        assertThat(cpuOfALogin(1, 10) - cpuOfALogin(1, 1)).isCloseTo(9 * 0.012 + 0.9 * 4 * 0.0025, within(1e-2));
        // One by each gateway of the cluster as well, and told of to them.
        assertThat(cpuOfALogin(3, 1) - cpuOfALogin(1, 1)).isCloseTo(0.015 + 2 * 0.006, within(1e-3));
    }

    /** In milliseconds, where a server alone takes one. */
    private static double cpuOfALogin(int clusters, int servers) {
        SimulatedBrokers brokers =
                new SimulatedBrokers(clusters, servers, 4, 4_096, Duration.ofSeconds(3), Duration.ofSeconds(1), 1);
        StormOutcome outcome = new Storms()
                .clients(1_200)
                .jitter(Duration.ofSeconds(4))
                .brokers(brokers)
                .run();
        assertThat(outcome.counts().attempts()).isEqualTo(1_200);
        return outcome.brokerCpuSeconds() * 1000 / outcome.clients();
    }

    @Test
    void whoHoldsTheLockOfAServerWorksOnlyWhileItHasCpu() {
        StormOutcome alone = crowd(2);
        StormOutcome shared = crowd(1);

        // The same two cores' work with one of them takes more than twice as long, since answers wait for the lock as
        // well.
        assertThat(shared.secondsUntil(1)).isGreaterThan(2 * alone.secondsUntil(1));
    }

    /** One server of two cores, all of which run on so many. */
    private static StormOutcome crowd(double cores) {
        SimulatedBrokers brokers =
                new SimulatedBrokers(1, 1, 2, 4_096, Duration.ofSeconds(3), Duration.ofMillis(100), 0.6);
        StormSettings own = new Storms()
                .clients(5_000)
                .jitter(Duration.ofMillis(100))
                .brokers(brokers)
                .settings(Duration.ofMinutes(3));
        return Storm.of(
                new StormSettings(own.fleet(), own.brokers(), own.service(), null, cores, own.limit(), own.seed()));
    }

    @Test
    void oneSettingHasOneOutcome() {
        Storms storms = new Storms()
                .clients(2_000)
                .jitter(Duration.ofMillis(100))
                .brokers(Storms.brokers(0.6, 256, Duration.ofSeconds(3)))
                .service(new SimulatedService(2, 1, 1, new Costs(0.031, 0.031, 2), 0.3, 0, Duration.ZERO));
        StormOutcome first = storms.run();

        assertThat(storms.run().counts()).isEqualTo(first.counts());
        assertThat(storms.run().backInTick()).isEqualTo(first.backInTick());
        assertThat(storms.seed(2).run().backInTick()).isNotEqualTo(first.backInTick());
    }
}
