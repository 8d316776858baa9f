package io.gatehouse.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulation against the storms that were measured. */
class MeasuredStormsTest {
    /** The factor by which times and counts may be off. */
    private static final double FACTOR = MeasuredComparison.BOUND;

    /** By which the share of those may be off who are still out when a storm does not end. */
    private static final double FACTOR_OUT = 1.25;

    /** Of what an instance alone does. */
    private static final double FACTOR_ALONE = 1.1;

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
                .hasSize(12)
                .allSatisfy(storm -> assertWithin(storm, FACTOR));
    }

    @Test
    void theStormsThatNeverEndedDoNotEndInTheSimulation() {
        assertThat(STORMS)
                .filteredOn(storm -> storm.figure().startsWith("% still out"))
                .hasSize(2)
                .allSatisfy(storm -> assertWithin(storm, FACTOR_OUT));
    }

    @Test
    void anInstanceAloneDoesWhatItDid() {
        assertThat(STORMS)
                .filteredOn(storm -> storm.figure().contains("in time"))
                .hasSize(4)
                .allSatisfy(storm -> assertWithin(storm, FACTOR_ALONE));
    }
}
