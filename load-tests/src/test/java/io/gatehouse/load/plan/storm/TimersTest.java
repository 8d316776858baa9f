package io.gatehouse.load.plan.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final Ticks ticks = new Ticks();
    private final Timers timers = new Timers(ticks, 100);
    private final List<Long> heard = new ArrayList<>();

    private void advanceTo(long tick) {
        while (ticks.now() < tick) {
            ticks.advance();
            timers.due(heard::add);
        }
    }

    @Test
    void whatIsDueComesAtItsTickInTheOrderInWhichItWasAdded() {
        timers.add(5, 1);
        timers.add(3, 2);
        timers.add(5, 3);
        advanceTo(4);
        assertThat(heard).containsExactly(2L);
        advanceTo(5);
        assertThat(heard).containsExactly(2L, 1L, 3L);
    }

    @Test
    void whatShouldHaveBeenComesAtTheNextTick() {
        advanceTo(7);
        timers.add(2, 1);
        advanceTo(8);
        assertThat(heard).containsExactly(1L);
    }

    @Test
    void everyTimerComesExactlyOnceAtItsTick() {
        SplittableRandom random = new SplittableRandom(7);
        int added = 0;
        for (int round = 0; round < 1_000; round++) {
            for (int i = random.nextInt(20); i > 0; i--) {
                timers.add(ticks.now() + 1 + random.nextInt(100), ticks.now());
                added++;
            }
            advanceTo(ticks.now() + 1);
        }
        advanceTo(ticks.now() + 100);
        assertThat(heard).hasSize(added);
    }

    @Test
    void nothingFitsThatLiesTooFarAhead() {
        assertThatThrownBy(() -> timers.add(1_000, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
