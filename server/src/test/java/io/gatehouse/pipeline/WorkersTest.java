package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger rests = new AtomicInteger();
    private final Workers workers = new Workers(2, this::runNext, () -> !tasks.isEmpty(), rests::incrementAndGet);

    @AfterEach
    void end() {
        workers.dispose();
    }

    @Test
    void doesEverythingThatWasThereWhenItWasWoken() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(10_000);
        for (int i = 0; i < 10_000; i++) {
            tasks.add(done::countDown);
            workers.wake();
        }

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void usesAllItsThreadsAndNoMore() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger now = new AtomicInteger();
        List<Integer> most = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            tasks.add(() -> {
                most.add(now.incrementAndGet());
                await(both);
                now.decrementAndGet();
                done.countDown();
            });
            workers.wake();
        }

        assertThat(done.await(10, TimeUnit.SECONDS))
                .as("two run at a time, or the barrier never opens")
                .isTrue();
        assertThat(most).allMatch(count -> count <= 2);
    }

    @Test
    void takesWhatComesBackBeforeWhatIsNew() throws InterruptedException {
        Workers one = new Workers(1, this::runNext, () -> !tasks.isEmpty(), rests::incrementAndGet);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(2);
        List<String> order = new CopyOnWriteArrayList<>();
        tasks.add(() -> {
            started.countDown();
            await(go);
        });
        one.wake();
        started.await();
        tasks.add(() -> {
            order.add("new");
            done.countDown();
        });
        one.wake();
        one.execute(() -> {
            order.add("returned");
            done.countDown();
        });
        go.countDown();

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("returned", "new");
        one.dispose();
    }

    private boolean runNext() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
