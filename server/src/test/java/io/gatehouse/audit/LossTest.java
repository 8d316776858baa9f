package io.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class LossTest {
    private final AuditCounts counts = new AuditCounts();
    private final Loss loss = new Loss(counts, Duration.ofHours(1));

    @Test
    void whatWasLostBeforeIsNotCountedAgain() {
        counts.dropped(AuditDrop.QUEUE_FULL, 7);

        assertThat(loss.note()).isNull();
        loss.lost(AuditDrop.SINK_FAILED);
        assertThat(loss.note()).startsWith("1 record lost in ");
    }

    @RepeatedTest(100)
    void eachOfManyThatAreLostAtOnceIsCountedToTheSameTime() throws Exception {
        int each = 100;
        CyclicBarrier begin = new CyclicBarrier(8);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < begin.getParties(); t++) {
            Thread thread = new Thread(() -> {
                await(begin);
                for (int i = 0; i < each; i++) {
                    loss.lost(AuditDrop.QUEUE_FULL);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(loss.note()).startsWith(begin.getParties() * each + " records lost in ");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
