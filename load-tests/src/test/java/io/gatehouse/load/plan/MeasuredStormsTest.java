package io.gatehouse.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.plan.MeasuredStorms.Compared;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulation against the storms that were measured. */
class MeasuredStormsTest {
    /** The factor by which times and counts may be off. */
    private static final double FACTOR = 1.5;

    /** Of what an instance alone does. */
    private static final double FACTOR_ALONE = 1.1;

    /** A storm that was measured to fail and does not in the simulation, as the guide says. */
    private static final String FAR_OFF = "20,000 clients, 2 servers, queue 4,096";

    private static final List<Compared> STORMS = MeasuredStorms.compare();

    private static void assertWithin(Compared storm, double factor) {
        assertThat(storm.off()).as(storm.toString()).isBetween(1 / factor, factor);
    }

    @Test
    void everyStormThatEndedEndsInTheSimulationAtAboutThatTime() {
        assertThat(STORMS)
                .filteredOn(storm -> storm.figure().equals("all back, s"))
                .hasSize(9)
                .allSatisfy(storm -> assertWithin(storm, FACTOR));
    }

    @Test
    void attemptsAndCpuTimeAreAboutWhatTheyWere() {
        assertThat(STORMS)
                .filteredOn(storm ->
                        storm.figure().equals("attempts") || storm.figure().startsWith("CPU of"))
                .filteredOn(storm -> !storm.storm().equals(FAR_OFF))
                .hasSize(11)
                .allSatisfy(storm -> assertWithin(storm, FACTOR));
    }

    @Test
    void theStormThatNeverEndedDoesNotEndInTheSimulation() {
        assertThat(STORMS)
                .filteredOn(storm -> storm.figure().startsWith("% back"))
                .filteredOn(storm -> !storm.storm().equals(FAR_OFF))
                .singleElement()
                .satisfies(storm -> assertThat(storm.predicted()).isLessThan(50));
    }

    @Test
    void anInstanceAloneDoesWhatItDid() {
        assertThat(STORMS)
                .filteredOn(storm -> storm.figure().contains("in time"))
                .hasSize(4)
                .allSatisfy(storm -> assertWithin(storm, FACTOR_ALONE));
    }
}
