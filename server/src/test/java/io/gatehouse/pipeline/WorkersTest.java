package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

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

    /** Whoever says so may be a worker itself, on its last look for more: nobody would catch what it throws. */
    @Test
    void newWorkIsLeftOnceTheyHaveEndedAndWhatComesBackIsDoneByWhoBringsIt() {
        AtomicInteger done = new AtomicInteger();
        workers.dispose();
        tasks.add(() -> {});

        assertThatCode(workers::wake).doesNotThrowAnyException();
        workers.execute(done::incrementAndGet);
        assertThat(done).hasValue(1);
        assertThat(workers.isIdle()).isTrue();
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
    void usesAsManyThreadsAsThereAreCoresNow() throws InterruptedException {
        VirtualTimeScheduler seconds = VirtualTimeScheduler.create();
        AtomicInteger cores = new AtomicInteger(2);
        Disposable watch = workers.follow(cores::get, seconds);

        cores.set(1);
        assertThat(mostAtATime(20)).isEqualTo(2);
        // Both have looked for more by the old limit, and found nothing.
        awaitIdle();
        seconds.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(workers.limit()).isEqualTo(1);
        assertThat(mostAtATime(20)).isEqualTo(1);

        cores.set(3);
        seconds.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(mostAtATime(20)).isEqualTo(3);

        watch.dispose();
        cores.set(1);
        seconds.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(workers.limit()).isEqualTo(3);
    }

    @Test
    void oneTooManyStopsOnceItHasDoneWhatItIsAt() throws InterruptedException {
        CountDownLatch bothStarted = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch bothDone = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            tasks.add(() -> {
                bothStarted.countDown();
                await(go);
                bothDone.countDown();
            });
            workers.wake();
        }
        bothStarted.await();
        workers.limit(1);
        go.countDown();
        bothDone.await();

        assertThat(mostAtATime(20)).isEqualTo(1);
    }

    private void awaitIdle() {
        Awaitility.await().until(workers::isIdle);
    }

    /** How many of so many tasks ran together, each of which waits for as many others as may run. */
    private int mostAtATime(int number) throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(workers.limit());
        CountDownLatch done = new CountDownLatch(number);
        for (int i = 0; i < number; i++) {
            tasks.add(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                together.countDown();
                await(together);
                now.decrementAndGet();
                done.countDown();
            });
            workers.wake();
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        return most.get();
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
