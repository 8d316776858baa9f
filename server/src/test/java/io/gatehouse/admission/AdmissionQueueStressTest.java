package io.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.drops.Drop;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many threads offer, poll and take out at random while time flies: each thing comes to exactly one end, what is handed out
 * can still be done, and the bounds hold.
 */
@Timeout(60)
class AdmissionQueueStressTest implements DropListener<AdmissionQueueStressTest.Thing> {
    private static final int PRODUCERS = 2;
    private static final int CONSUMERS = 2;
    private static final int EACH = 40_000;
    private static final int CAPACITY = 48;
    private static final int MAX_WEIGHT = 200;
    /** A fifth of the time after which the queue is standing. */
    private static final int TICK = 200_000;

    /** What consumers leave in it while something still comes, so that it comes to stand. */
    private static final int LEFT = 8;

    private final AtomicLong now = new AtomicLong();
    private final AtomicIntegerArray ends = new AtomicIntegerArray(PRODUCERS * EACH);
    private final AtomicInteger overflowed = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger removed = new AtomicInteger();
    private final AtomicInteger mistakes = new AtomicInteger();
    private final AtomicInteger producing = new AtomicInteger(PRODUCERS);
    private final AdmissionQueue<Thing> queue = new AdmissionQueue<>(
            CAPACITY,
            MAX_WEIGHT,
            now::get,
            this,
            new QueueDiscipline(true, QueueDiscipline.MIN, QueueDiscipline.MIN),
            (thing, at) -> thing.number % 3 * (long) TICK);

    @Test
    void everythingComesToExactlyOneEnd() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(PRODUCERS + CONSUMERS);
        for (int i = 0; i < PRODUCERS; i++) {
            int producer = i;
            start(done, () -> produce(producer));
        }
        for (int i = 0; i < CONSUMERS; i++) {
            start(done, this::consume);
        }
        done.await();

        assertThat(mistakes).hasValue(0);
        assertThat(queue.size()).isZero();
        for (int i = 0; i < ends.length(); i++) {
            assertThat(ends.get(i)).as("ends of %d", i).isEqualTo(1);
        }
        assertThat(taken).hasPositiveValue();
        assertThat(overflowed).hasPositiveValue();
        assertThat(late).hasPositiveValue();
        assertThat(removed).hasPositiveValue();
        assertThat(queue.episodes()).isPositive();
    }

    private void produce(int producer) {
        SplittableRandom random = new SplittableRandom(producer);
        List<Thing> mine = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            if (i == EACH / 2) {
                awaitConsumers();
            }
            long arrival = now.addAndGet(random.nextInt(3 * TICK));
            Thing thing = new Thing(
                    producer * EACH + i, arrival, arrival + random.nextInt(200 * TICK), 1 + random.nextInt(8));
            queue.offer(thing);
            mine.add(thing);
            if (random.nextInt(4) == 0) {
                takeOut(mine.get(random.nextInt(Math.max(0, i - 8), i + 1)));
            }
        }
        producing.decrementAndGet();
    }

    /** On a busy machine they may not have begun yet; then nothing would be taken out while time flies. */
    private void awaitConsumers() {
        while (taken.get() == 0) {
            Thread.onSpinWait();
        }
    }

    private void takeOut(Thing thing) {
        if (queue.remove(thing)) {
            removed.incrementAndGet();
            end(thing);
        }
    }

    private void consume() {
        while (overflowed.get() == 0) {
            Thread.onSpinWait();
        }
        while (producing.get() > 0 || queue.size() > 0) {
            if (producing.get() > 0 && queue.size() <= LEFT) {
                continue;
            }
            long before = now.get();
            Thing thing = queue.poll();
            if (thing != null) {
                taken.incrementAndGet();
                end(thing);
                check(!thing.expiredAt(before));
            }
            check(queue.size() <= CAPACITY);
        }
    }

    @Override
    public void onDropped(Thing thing, Drop cause) {
        (cause == Drop.QUEUE_FULL ? overflowed : late).incrementAndGet();
        end(thing);
    }

    private void end(Thing thing) {
        ends.incrementAndGet(thing.number);
    }

    private void check(boolean good) {
        if (!good) {
            mistakes.incrementAndGet();
        }
    }

    private static void start(CountDownLatch done, Runnable task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } finally {
                done.countDown();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    record Thing(int number, long arrivedAt, long deadline, int weight) implements Timed {}
}
