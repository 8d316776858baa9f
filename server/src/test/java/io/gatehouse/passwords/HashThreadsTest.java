package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HashThreadsTest {
    private final AtomicInteger work = new AtomicInteger();
    private final Semaphore gate = new Semaphore(0);
    private final BlockingQueue<Thread> begun = new LinkedBlockingQueue<>();
    private final HashThreads threads = new HashThreads(2, this::next, () -> work.get() > 0);

    @AfterEach
    void end() {
        gate.release(100);
        threads.end();
    }

    @Test
    void noMoreAreAtWorkThanThereMayBe() throws InterruptedException {
        give(3);
        begun.take();
        begun.take();

        assertThat(begun).isEmpty();
        assertThat(work).hasValue(1);
        gate.release();
        assertThat(begun.take()).isNotNull();
    }

    @Test
    void theyAreKnownByTheirNamesAndHoldNobodyUp() throws InterruptedException {
        give(1);
        Thread thread = begun.take();

        assertThat(thread.getName()).isEqualTo("gatehouse-hash-1");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
    }

    @Test
    void nothingBeginsAfterTheEnd() {
        threads.end();
        give(1);

        assertThat(work).hasValue(1);
    }

    private void give(int pieces) {
        for (int i = 0; i < pieces; i++) {
            work.incrementAndGet();
            threads.wake();
        }
    }

    private boolean next() {
        if (work.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            return false;
        }
        begun.add(Thread.currentThread());
        gate.acquireUninterruptibly();
        return true;
    }
}
