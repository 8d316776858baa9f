package io.gatehouse.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.plan.MeasuredStorms.Compared;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulation against the storms that were measured. */
class MeasuredStormsTest {
    private static final double TIMES_WITHIN = 1.35;

    private static final List<Compared> STORMS = MeasuredStorms.compare();

    @Test
    void everyStormThatEndedEndsInTheSimulationAtAboutThatTime() {
        assertThat(STORMS)
                .filteredOn(storm -> storm.figure().equals("all back, s"))
                .hasSizeGreaterThan(7)
                .allSatisfy(storm ->
                        assertThat(storm.off()).as(storm.toString()).isBetween(1 / TIMES_WITHIN, TIMES_WITHIN));
    }
}
