package io.gatehouse.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.rig.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StormTest {
    private static final Storm STORM = Storm.of(new Figures()
            .put("capacity_per_s", 2000.0)
            .put("steps", List.of(step("1x", 1990, 12), step("10x", 1900, 480))));

    @Test
    void findsCapacityAndSteps() {
        assertThat(STORM.capacity()).isEqualTo(2000);
        assertThat(STORM.names()).containsExactly("1x", "10x");
        assertThat(STORM.step("10x").p99Millis()).isEqualTo(480);
    }

    @Test
    void measuresGoodputAgainstCapacity() {
        assertThat(STORM.goodputOfCapacity("10x")).isEqualTo(0.95);
    }

    @Test
    void takesTheMostOfAllSteps() {
        assertThat(STORM.most(Reading::p99Millis)).isEqualTo(480);
    }

    @Test
    void keepsStepsOfTheSameNameApart() {
        Figures figures = new Figures().put("steps", List.of(step("10x", 1, 2), step("10x", 3, 4)));
        assertThat(Storm.each(figures)).extracting(Reading::goodput).containsExactly(1.0, 3.0);
    }

    @Test
    void knowsNothingOfAStepThatWasNotMade() {
        assertThat(STORM.goodputOfCapacity("20x")).isNaN();
        assertThat(Storm.of(new Figures()).capacity()).isNaN();
        assertThat(Storm.of(new Figures()).most(Reading::late)).isNaN();
    }

    @Test
    void takesOneFigureOfEachRound() {
        assertThat(Storm.samples(List.of(STORM, STORM), Storm::capacity).values())
                .containsExactly(2000.0, 2000.0);
    }

    private static Figures step(String name, double goodput, double p99) {
        return new Figures()
                .put(Figures.NAME, name)
                .put("in_time_per_s", goodput)
                .put("p99_ms", p99);
    }
}
