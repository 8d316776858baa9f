package io.gatehouse.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    private final LineBudget budget = new LineBudget();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 12_345 * SECOND, -3 * SECOND, -1 - 100 * SECOND})
    void letsTenThroughEachSecondAndCountsTheRest(long start) {
        long second = Math.floorDiv(start, SECOND) * SECOND;
        for (int s = 0; s < 3; s++) {
            int through = 0;
            for (int i = 0; i < 25; i++) {
                through += budget.take(second + s * SECOND + i) ? 1 : 0;
            }
            assertThat(through).isEqualTo(LineBudget.LINES);
            assertThat(budget.heldBack()).isEqualTo(15);
        }
        assertThat(budget.heldBack()).isZero();
    }

    @Test
    void threadsShareOneBudget() throws Exception {
        int threads = 4;
        int each = 10_000;
        AtomicInteger through = new AtomicInteger();
        CountDownLatch ready = new CountDownLatch(threads);
        Thread[] takers = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            takers[t] = new Thread(() -> {
                ready.countDown();
                for (int i = 0; i < each; i++) {
                    if (budget.take(7 * SECOND)) {
                        through.incrementAndGet();
                    }
                }
            });
            takers[t].start();
        }
        for (Thread taker : takers) {
            taker.join();
        }
        assertThat(through).hasValue(LineBudget.LINES);
        assertThat(budget.heldBack()).isEqualTo(threads * each - LineBudget.LINES);
    }
}
