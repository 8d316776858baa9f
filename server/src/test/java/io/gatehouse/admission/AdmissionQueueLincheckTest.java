package io.gatehouse.admission;

import io.gatehouse.drops.Drop;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever way two threads' steps interleave, they see what they would see one after the other. */
class AdmissionQueueLincheckTest {
    @Test
    void aShortQueueIsLinearizable() {
        check(ShortQueue.class);
    }

    @Test
    void aStandingQueueIsLinearizable() {
        check(StandingQueue.class);
    }

    private static void check(Class<?> model) {
        new ModelCheckingOptions()
                .iterations(8)
                .invocationsPerIteration(100)
                .threads(2)
                .actorsPerThread(3)
                .check(model);
    }

    /** A queue of two, which tells what it gave up to the thread that offered. */
    @Param(name = "number", gen = IntGen.class, conf = "0:2")
    public static class ShortQueue {
        private static final ThreadLocal<@Nullable Integer> GIVEN_UP = new ThreadLocal<>();

        final Thing[] things = {new Thing(0), new Thing(1), new Thing(2)};
        final AdmissionQueue<Thing> queue = new AdmissionQueue<>(2, 1_000, () -> now(), new GivenUp());
        long now;

        long now() {
            return now;
        }

        @Operation
        public @Nullable Integer offer(@Param(name = "number") int number) {
            GIVEN_UP.remove();
            queue.offer(things[number]);
            return GIVEN_UP.get();
        }

        @Operation
        public @Nullable Integer poll() {
            Thing thing = queue.poll();
            return thing == null ? null : thing.number;
        }

        @Operation
        public boolean remove(@Param(name = "number") int number) {
            return queue.remove(things[number]);
        }

        @Operation
        public int size() {
            return queue.size();
        }

        @Operation
        public boolean isStanding() {
            return queue.isStanding();
        }

        private static final class GivenUp implements DropListener<Thing> {
            @Override
            public void onDropped(Thing thing, Drop cause) {
                if (cause != Drop.QUEUE_FULL) {
                    throw new AssertionError("nothing expires here");
                }
                GIVEN_UP.set(thing.number);
            }
        }
    }

    /** The same, with two that wait in it and have waited for long. */
    public static class StandingQueue extends ShortQueue {
        public StandingQueue() {
            queue.offer(things[0]);
            queue.offer(things[1]);
            now = 1_000_000_000;
            queue.poll();
            queue.offer(things[0]);
            now = 2_000_000_000;
            queue.poll();
            queue.offer(things[2]);
            if (!queue.newestFirst()) {
                throw new IllegalStateException("the queue is not standing");
            }
        }
    }

    record Thing(int number) implements Timed {
        @Override
        public long arrivedAt() {
            return 0;
        }

        @Override
        public long deadline() {
            return Long.MAX_VALUE;
        }

        @Override
        public int weight() {
            return 1;
        }
    }
}
