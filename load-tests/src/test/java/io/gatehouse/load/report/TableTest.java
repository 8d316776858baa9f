package io.gatehouse.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsNumbersRightAndWordsLeft() {
        Table table = new Table("step", "offered/s", "in time")
                .row("1x", "1,000", "99.9 %")
                .row("10x", "-", "8 %");

        assertThat(table.text()).isEqualTo("""
                        step  offered/s  in time
                        ----  ---------  -------
                          1x      1,000   99.9 %
                         10x          -      8 %
                        """);
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table("a", "b").row("1"));
    }
}
