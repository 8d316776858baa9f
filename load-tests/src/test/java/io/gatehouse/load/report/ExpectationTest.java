package io.gatehouse.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationTest {
    private static final Figures FIGURES = new Figures()
            .put("in_time", 0.9)
            .put("wrong", 0L)
            .put("p99_ms", 12.5)
            .put("cpu_s", Double.NaN)
            .put("steps", List.of(new Figures().put("name", "10x").put("in_time", 0.8)));

    @ParameterizedTest
    @CsvSource({
        "in_time>=0.9, true",
        "in_time>=90%, true",
        "in_time > 0.9, false",
        "in_time<0.91, true",
        "in_time<=0.89, false",
        "wrong==0, true",
        "wrong!=0, false",
        "p99_ms<1e1, false",
        "p99_ms<=+12.5, true",
        "steps[10x].in_time>=.8, true",
        "steps[0].in_time<0.8, false"
    })
    void isHeldAgainstItsFigure(String text, boolean holds) {
        assertThat(Expectation.parse(text).holds(FIGURES)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu_s>=0", "cpu_s<1", "cpu_s!=1", "cpu_s==0", "nothing>=0"})
    void isMissedWithoutANumber(String text) {
        assertThat(Expectation.parse(text).holds(FIGURES)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "in_time", "in_time=0.9", "in_time>=", ">=1", "in_time>=much", "in_time>=0.9 wrong==0"})
    void saysHowItIsWritten(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expectation.parse(text))
                .withMessageContaining("--expect '" + text + "'")
                .withMessageContaining("in_time>=0.9");
    }

    @Test
    void listsTheFiguresWhenItNamesNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expectations.parse(List.of("intime>=1"), FigurePaths.of(FIGURES)))
                .withMessage(
                        "--expect 'intime>=1' names no figure; there are: cpu_s, in_time, p99_ms, steps[].in_time, wrong");
    }

    @Test
    void knowsFiguresOfListsWhateverTheEntry() {
        Expectations expectations = Expectations.parse(List.of("steps[10x].in_time>=0.9"), FigurePaths.of(FIGURES));

        assertThat(expectations.hold(FIGURES)).isFalse();
        assertThat(expectations.verdicts(FIGURES))
                .containsExactly("missed: steps[10x].in_time>=0.900000, it is 0.800000");
    }

    @Test
    void allMustBeKept() {
        assertThat(Expectations.parse(List.of("in_time>=0.9", "wrong==0"), FigurePaths.of(FIGURES))
                        .hold(FIGURES))
                .isTrue();
        assertThat(Expectations.parse(List.of("in_time>=0.9", "wrong==1"), FigurePaths.of(FIGURES))
                        .hold(FIGURES))
                .isFalse();
        assertThat(new Expectations(List.of()).hold(FIGURES)).isTrue();
    }
}
