package io.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.drops.Drop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionQueueTest {
    private final AtomicLong now = new AtomicLong(1_000);
    private final List<Item> overflowed = Collections.synchronizedList(new ArrayList<>());
    private final List<Item> expired = Collections.synchronizedList(new ArrayList<>());

    @Test
    void handsOutInTheOrderOfArrival() {
        AdmissionQueue<Item> queue = queue(8);
        queue.offer(item(1));
        queue.offer(item(2));

        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.poll()).isEqualTo(item(1));
        assertThat(queue.poll()).isEqualTo(item(2));
        assertThat(queue.poll()).isNull();
    }

    @Test
    void givesUpTheOldestWhenItIsFull() {
        AdmissionQueue<Item> queue = queue(2);
        queue.offer(item(1));
        queue.offer(item(2));
        queue.offer(item(3));

        assertThat(overflowed).containsExactly(item(1));
        assertThat(queue.poll()).isEqualTo(item(2));
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void givesUpAsManyAsItTakesToKeepTheWeight() {
        AdmissionQueue<Item> queue = new AdmissionQueue<>(
                100, 10, now::get, (item, cause) -> (cause == Drop.QUEUE_FULL ? overflowed : expired).add(item));
        queue.offer(new Item(1, 9_000, 4));
        queue.offer(new Item(2, 9_000, 4));
        queue.offer(new Item(3, 9_000, 9));

        assertThat(overflowed).extracting(Item::number).containsExactly(1, 2);
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void neverHandsOutWhatExpired() {
        AdmissionQueue<Item> queue = queue(8);
        queue.offer(new Item(1, 1_500, 1));
        queue.offer(new Item(2, 2_500, 1));
        now.set(1_500);

        assertThat(queue.poll()).extracting(Item::number).isEqualTo(2);
        assertThat(expired).extracting(Item::number).containsExactly(1);
    }

    @Test
    void handsOutOrGivesUpEachExactlyOnceUnderManyThreads() throws InterruptedException {
        int producers = 4;
        int each = 20_000;
        AdmissionQueue<Item> queue = queue(64);
        Set<Integer> taken = ConcurrentHashMap.newKeySet();
        AtomicInteger producing = new AtomicInteger(producers);
        CountDownLatch done = new CountDownLatch(producers + 2);
        for (int p = 0; p < producers; p++) {
            int first = p * each;
            start(done, () -> {
                for (int i = 0; i < each; i++) {
                    queue.offer(item(first + i));
                }
                producing.decrementAndGet();
            });
        }
        for (int c = 0; c < 2; c++) {
            start(done, () -> {
                while (producing.get() > 0 || queue.size() > 0) {
                    Item next = queue.poll();
                    if (next != null) {
                        assertThat(taken.add(next.number())).isTrue();
                    }
                }
            });
        }
        done.await();

        Set<Integer> given = ConcurrentHashMap.newKeySet();
        overflowed.forEach(item -> given.add(item.number()));
        assertThat(given).hasSize(overflowed.size()).doesNotContainAnyElementsOf(taken);
        assertThat(taken.size() + given.size()).isEqualTo(producers * each);
    }

    @Test
    void refusesACapacityOfNothing() {
        assertThatThrownBy(() -> queue(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }

    private static void start(CountDownLatch done, Runnable task) {
        new Thread(() -> {
                    task.run();
                    done.countDown();
                })
                .start();
    }

    private AdmissionQueue<Item> queue(int capacity) {
        return new AdmissionQueue<>(
                capacity,
                1 << 20,
                now::get,
                (item, cause) -> (cause == Drop.QUEUE_FULL ? overflowed : expired).add(item));
    }

    private static Item item(int number) {
        return new Item(number, Long.MAX_VALUE / 2, 1);
    }

    private record Item(int number, long deadline, int weight) implements Timed {
        @Override
        public long arrivedAt() {
            return 0;
        }
    }
}
