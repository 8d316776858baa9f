package io.gatehouse.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.clients.policy.ClientLibrary;
import io.gatehouse.load.plan.storm.Costs;
import io.gatehouse.load.plan.storm.Fleet;
import io.gatehouse.load.plan.storm.SimulatedBackend;
import io.gatehouse.load.plan.storm.SimulatedBrokers;
import io.gatehouse.load.plan.storm.SimulatedService;
import io.gatehouse.load.plan.storm.StormSettings;
import io.gatehouse.load.report.ProgressBar;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanSearchTest {
    private static final MemoryNeed MEMORY = new MemoryNeed(32, 256, 356);
    private static final Costs HASHED = new Costs(0.031, 0.031, 48);

    private static StormSettings settings(
            int clients, int servers, Costs costs, @Nullable SimulatedBackend backend, int withinSeconds) {
        return new StormSettings(
                new Fleet(clients, ClientLibrary.NATS_GO.policy().withJitter(Duration.ofSeconds(10)), 0),
                new SimulatedBrokers(1, servers, 4, 1_024, Duration.ofSeconds(3), Duration.ofSeconds(1), 0.6),
                new SimulatedService(1, 2, 1, costs, 0, 0, Duration.ZERO),
                backend,
                0,
                Duration.ofSeconds(withinSeconds),
                1);
    }

    private static PlanResult search(StormSettings settings) {
        return new PlanSearch(
                        settings,
                        count -> MEMORY,
                        new PlanProgress(new ProgressBar(System.err, ProgressBar.BarStyle.NONE, "", 1)))
                .search();
    }

    @Test
    void findsTheSmallestPlanThatHolds() {
        PlanResult result = search(settings(5_000, 3, HASHED, null, 60));

        assertThat(result.holds()).isTrue();
        assertThat(result.chosen().instances()).isGreaterThanOrEqualTo(5_000 * 48 / 1000 / 58);
        assertThat(result.rows())
                .filteredOn(row -> row.instances() == result.chosen().instances() - 1)
                .singleElement()
                .satisfies(row -> assertThat(row.holds()).isFalse());
    }

    @Test
    void oneIsEnoughWhereOneIsEnough() {
        PlanResult result = search(settings(1_000, 3, new Costs(0.031, 0.031, 0), null, 60));

        assertThat(result.rows()).hasSize(1);
        assertThat(result.chosen().instances()).isEqualTo(1);
    }

    @Test
    void saysWhenTheServersAreTooSlow() {
        PlanResult result = search(settings(100_000, 1, HASHED, null, 14));

        assertThat(result.holds()).isFalse();
        assertThat(result.limit()).isEqualTo(PlanResult.Limit.SERVERS);
    }

    @Test
    void saysWhenTheClientsThemselvesComeTooLate() {
        PlanResult result = search(settings(100, 1, HASHED, null, 8));

        assertThat(result.holds()).isFalse();
        assertThat(result.limit()).isEqualTo(PlanResult.Limit.CLIENTS);
    }

    @Test
    void saysWhenTheBackendIsTooSlow() {
        PlanResult result =
                search(settings(5_000, 3, new Costs(0.031, 0.1, 0), new SimulatedBackend(50, 8, false), 30));

        assertThat(result.holds()).isFalse();
        assertThat(result.limit()).isEqualTo(PlanResult.Limit.BACKEND);
    }

    @Test
    void theFirstGuessIsTheCpuTimeOfTheWork() {
        // 10,000 hashes of 48 ms in the 58 s behind the wait, with one thread each.
        assertThat(PlanSearch.atLeast(settings(10_000, 3, HASHED, null, 60))).isEqualTo(9);
    }
}
