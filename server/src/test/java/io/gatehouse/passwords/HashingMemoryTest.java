package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HashingMemoryTest {
    private static final int HALF_OF_THE_HEAP = (int) (Runtime.getRuntime().maxMemory() / 2 / 1024);

    private final HashingMemory memory = new HashingMemory();

    @Test
    void refusesWhatCouldNeverBeComputed() {
        assertThatThrownBy(() -> HashingMemory.require(HALF_OF_THE_HEAP + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GATEHOUSE_OPTS=-Xmx");
        HashingMemory.require(HALF_OF_THE_HEAP);
    }

    @Test
    void keepsNobodyWaitingWhoTakesNone() {
        assertThat(memory.with(HALF_OF_THE_HEAP, () -> memory.with(0, () -> true)))
                .isTrue();
    }

    @Test
    void letsTwoThatDoNotFitTogetherComputeOneAfterTheOther() throws InterruptedException {
        int most = HALF_OF_THE_HEAP / 2 + 1;
        AtomicBoolean first = new AtomicBoolean();
        CountDownLatch secondDone = new CountDownLatch(1);
        Thread second = new Thread(() -> {
            assertThat(memory.with(most, first::get)).as("the first had ended").isTrue();
            secondDone.countDown();
        });

        memory.with(most, () -> {
            second.start();
            while (second.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            first.set(true);
            return null;
        });

        assertThat(secondDone.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
