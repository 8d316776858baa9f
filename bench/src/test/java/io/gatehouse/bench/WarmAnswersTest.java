package io.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarmAnswersTest {
    @ParameterizedTest
    @EnumSource
    void theHelpNamesEachKind(WarmKind kind) {
        assertThat(WarmAnswers.HELP).containsPattern("\\b" + kind.name() + "\\b");
    }

    @Test
    void aRowHasMediansAndTheRatioOfEachProcess() {
        WarmFork slow = new WarmFork(40, 42, 9000, 9100);
        WarmFork fast = new WarmFork(20, 20.2, 9000, 9100);
        WarmFork middle = new WarmFork(25, 25.5, 9000, 9100);

        assertThat(WarmAnswers.row("TOKEN", List.of(slow, fast, middle)))
                .isEqualTo("| `token` | 25.00 | 25.50 | 1.020 | 1.010 to 1.050 | 9000 | 9100 |");
    }
}
