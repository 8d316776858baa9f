package io.gatehouse.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Figures figures = new Figures()
            .put("offered", 12L)
            .put("in_time", 0.5)
            .put("mode", "rate")
            .put("sealed", true)
            .put("wrong_by_reason", new Figures().put("late", 3L))
            .put("steps", List.of(step("1x", 0.9), step("0.8x", 0.8)));

    private static Figures step(String name, double inTime) {
        return new Figures().put("name", name).put("in_time", inTime);
    }

    @Test
    void findsNumbersByTheirPath() {
        assertThat(figures.number("offered")).isEqualTo(12);
        assertThat(figures.number("wrong_by_reason.late")).isEqualTo(3);
        assertThat(figures.number("sealed")).isEqualTo(1);
        assertThat(figures.number("steps[0].in_time")).isEqualTo(0.9);
        assertThat(figures.number("steps[-1].in_time")).isEqualTo(0.8);
        assertThat(figures.number("steps[0.8x].in_time")).isEqualTo(0.8);
    }

    @Test
    void findsNothingWhereThereIsNoNumber() {
        for (String path :
                List.of("mode", "nothing", "steps", "steps[2].in_time", "steps[5x].in_time", "steps[0", "")) {
            assertThat(figures.number(path)).as(path).isNull();
        }
    }

    @Test
    void tellsThePathsOfItsNumbers() {
        assertThat(FigurePaths.of(figures))
                .containsExactly("offered", "in_time", "sealed", "wrong_by_reason.late", "steps[].in_time");
    }

    @Test
    void isWrittenAsJsonInItsOrder() {
        assertThat(FiguresJson.text(figures))
                .isEqualTo(
                        "{\"offered\":12,\"in_time\":0.5,\"mode\":\"rate\",\"sealed\":true,\"wrong_by_reason\":{\"late\":3},"
                                + "\"steps\":[{\"name\":\"1x\",\"in_time\":0.9},{\"name\":\"0.8x\",\"in_time\":0.8}]}");
    }

    @Test
    void writesWhatIsNoNumberAsNull() {
        assertThat(FiguresJson.text(new Figures().put("a", Double.NaN).put("b", Double.POSITIVE_INFINITY)))
                .isEqualTo("{\"a\":null,\"b\":null}");
    }
}
