package io.gatehouse.load.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.FiguresJson;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FiguresReaderTest {
    @Test
    void readsWhatTheLoadToolWrites() {
        Figures written = new Figures()
                .put("in_time", 0.5)
                .put("sent", 12L)
                .put("tool", "load servers")
                .put("ok", true)
                .put("latency", new Figures().put("p99_ms", 7.25))
                .put("steps", List.of(new Figures().put(Figures.NAME, "10x").put("late", 3L)));
        Figures read = FiguresReader.read(FiguresJson.text(written));
        assertThat(FiguresJson.text(read)).isEqualTo(FiguresJson.text(written));
        assertThat(read.number("steps[10x].late")).isEqualTo(3);
        assertThat(read.number("latency.p99_ms")).isEqualTo(7.25);
    }

    @Test
    void takesNullForNotMeasured() {
        assertThat(FiguresReader.read("{\"p99_ms\":null}").number("p99_ms")).isNaN();
    }

    @Test
    void passesOverListsOfAnythingElse() {
        Figures read = FiguresReader.read("{\"a\":[1,[2],{\"x\":3}],\"b\":4}");
        assertThat(read.number("a[0].x")).isEqualTo(3);
        assertThat(read.number("b")).isEqualTo(4);
    }

    @Test
    void refusesWhatIsNoObject() {
        assertThatThrownBy(() -> FiguresReader.read("no service")).isInstanceOf(LoadException.class);
        assertThatThrownBy(() -> FiguresReader.read("[]")).isInstanceOf(LoadException.class);
        assertThatThrownBy(() -> FiguresReader.read("{\"a\":")).isInstanceOf(LoadException.class);
    }
}
