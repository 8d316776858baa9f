package io.gatehouse.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrintedLinesTest {
    @Test
    void overlooksWhatIsDifferentEachTime() {
        assertThat(PrintedLines.missing(
                        List.of(
                                "Ready 812 ms after the start",
                                "took 0.041 s",
                                "│ ydIVU5SxBgu38S9pNP6UjG │ 3 │ 728µs │",
                                "at ... now"),
                        List.of(
                                "\u001b[32mReady 4381 ms after the start\u001b[0m",
                                "something else",
                                "took 9.5E-4 s",
                                "│ RHZ0XYSJiduaLI3Y4QybmV │   17 │ 1.2ms   │",
                                "at /tmp/junit/nats now")))
                .isEmpty();
    }

    @Test
    void findsWhatIsNotPrinted() {
        assertThat(PrintedLines.missing(List.of("one", "two"), List.of("one", "twofold")))
                .containsExactly("two");
    }

    @Test
    void wantsTheLinesInTheirOrder() {
        assertThat(PrintedLines.missing(List.of("one", "two"), List.of("two", "one")))
                .containsExactly("two");
    }
}
