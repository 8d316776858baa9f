package io.gatehouse.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentRefusalsTest {
    private final RecentRefusals recent = new RecentRefusals();

    private void add(String reason, int number) {
        for (int i = 0; i < number; i++) {
            recent.add(new Refusal(i, true, reason, "", 1, 1, List.of()));
        }
    }

    private long number(String reason) {
        return recent.newestFirst().stream()
                .filter(refusal -> refusal.reason().equals(reason))
                .count();
    }

    @Test
    void theNewestComesFirst() {
        add("a", 1);
        add("b", 1);
        assertThat(recent.newestFirst()).extracting(Refusal::reason).containsExactly("b", "a");
    }

    @Test
    void aStormOfOneReasonLeavesTheOthers() {
        add("disabled", 3);
        add("shed", 100_000);
        add("expired", 2);

        assertThat(recent.newestFirst()).hasSize(RecentRefusals.MOST);
        assertThat(number("disabled")).isEqualTo(3);
        assertThat(number("expired")).isEqualTo(2);
        assertThat(number("shed")).isEqualTo(RecentRefusals.MOST - 5);
        assertThat(recent.newestFirst().get(2).at()).isEqualTo(99_999);
    }

    @Test
    void reasonsThatAreEquallyFrequentShareTheRoom() {
        for (int i = 0; i < 1_000; i++) {
            add("a", 1);
            add("b", 1);
            add("c", 1);
        }
        assertThat(List.of(number("a"), number("b"), number("c")))
                .allSatisfy(each -> assertThat(each).isBetween(33L, 34L));
    }
}
