package io.gatehouse.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.clients.policy.ClientLibrary;
import io.gatehouse.load.plan.storm.Costs;
import io.gatehouse.load.plan.storm.Fleet;
import io.gatehouse.load.plan.storm.SimulatedBrokers;
import io.gatehouse.load.plan.storm.SimulatedService;
import io.gatehouse.load.plan.storm.StormSettings;
import io.gatehouse.load.report.ProgressBar;
import io.gatehouse.load.report.ProgressBar.BarStyle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlanProgressTest {
    @Test
    void tellsHowFarEachStormIs() {
        StormSettings settings = new StormSettings(
                new Fleet(500, ClientLibrary.NATS_GO.policy().withJitter(Duration.ofSeconds(10)), 0),
                new SimulatedBrokers(1, 3, 4, 1_024, Duration.ofSeconds(3), Duration.ofSeconds(1), 0.6),
                new SimulatedService(2, 2, 1, new Costs(0.031, 0.031, 0), 0, 0, Duration.ZERO),
                null,
                0,
                Duration.ofSeconds(20),
                1);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (ProgressBar bar = new ProgressBar(
                new PrintStream(told, true, StandardCharsets.UTF_8), BarStyle.LINES, "simulating", 100)) {
            new PlanProgress(bar).simulate(settings);
        }

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("simulating [", "storm 1, instances of each cluster: 2, second 2, ", "9", " % back");
    }
}
