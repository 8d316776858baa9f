package io.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gatehouse.drops.Drop;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A storm must not become garbage: what is offered to a full queue and dropped again allocates nothing. */
class DropCostTest {
    private static final int CAPACITY = 256;
    private static final int OFFERS = 100_000;
    private static final long LONG_AGO = 0;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aDropForWantOfRoomAllocatesNothing() {
        Counter dropped = new Counter();
        AdmissionQueue<Timed> queue = new AdmissionQueue<>(CAPACITY, 1 << 20, () -> LONG_AGO, dropped);
        Timed thing = new Thing(LONG_AGO, 1_000_000);
        offer(queue, thing);
        long before = threads.getCurrentThreadAllocatedBytes();
        offer(queue, thing);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(OFFERS);
        assertThat(dropped.number).isEqualTo(2 * OFFERS - CAPACITY);
    }

    @Test
    void aDropForWantOfTimeAllocatesNothing() {
        Counter dropped = new Counter();
        AdmissionQueue<Timed> queue = new AdmissionQueue<>(CAPACITY, 1 << 20, () -> LONG_AGO, dropped);
        Timed dead = new Thing(LONG_AGO, LONG_AGO);
        offer(queue, dead);
        long before = threads.getCurrentThreadAllocatedBytes();
        offer(queue, dead);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(OFFERS);
        assertThat(dropped.number).isEqualTo(2 * OFFERS);
    }

    private static void offer(AdmissionQueue<Timed> queue, Timed thing) {
        for (int i = 0; i < OFFERS; i++) {
            queue.offer(thing);
        }
    }

    private record Thing(long arrivedAt, long deadline) implements Timed {
        @Override
        public int weight() {
            return 1;
        }
    }

    private static final class Counter implements DropListener<Timed> {
        private int number;

        @Override
        public void onDropped(Timed item, Drop cause) {
            number++;
        }
    }
}
