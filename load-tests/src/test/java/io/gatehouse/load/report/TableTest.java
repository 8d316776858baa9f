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
    void goesOnBelowWhereALineWouldBeLongerThanATerminalIsWide() {
        String[] heads = new String[20];
        String[] cells = new String[20];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = "column" + i;
            cells[i] = Integer.toString(i);
        }
        String text = new Table(heads).row(cells).text();

        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
        assertThat(text.lines().filter(line -> line.startsWith("column0"))).hasSize(2);
        assertThat(text.split("\\s+")).contains(heads).contains(cells);
        assertThat(text).contains("\n\ncolumn0  ");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table("a", "b").row("1"));
    }
}
