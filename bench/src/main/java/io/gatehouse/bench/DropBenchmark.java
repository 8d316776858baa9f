package io.gatehouse.bench;

import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.Gate;
import io.gatehouse.pipeline.message.MessageBatch;
import io.gatehouse.pipeline.message.Unpacked;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a request costs that is not answered, from the gate to its entry in the statistics. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DropBenchmark {
    private static final String REPLY_TO = "_INBOX.Lx2tRk1mQ7g8cVw.reply";
    private static final int BATCH = 64;
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private final BenchmarkedService service = new BenchmarkedService(true);
    private final Requests ring = Requests.of(service.xkey, 64);
    private final Answers late = new Answers(Drop.DEADLINE);
    private final Answers unopenable = new Answers(Drop.UNOPENABLE);
    private final CountDownLatch end = new CountDownLatch(1);
    private @Nullable Gate gateForLate;
    private @Nullable Gate gateForUnopenable;
    private @Nullable Gate fullGate;
    private byte[] damaged = {};

    @Setup
    public void open() throws InterruptedException {
        gateForLate = service.gate(BUDGET, service.letsEverybodyIn(), late);
        gateForUnopenable = service.gate(BUDGET, service.letsEverybodyIn(), unopenable);
        damaged = ring.next().clone();
        damaged[damaged.length - 1] ^= 1;
        Objects.requireNonNull(service.boxes)
                .confirm(service.boxes.with(Objects.requireNonNull(ring.xkeyHeader())), ring.server());
        fill();
    }

    /** Makes a gate whose only worker is busy, and whose queue is full. */
    private void fill() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        Answers full = new Answers(Drop.QUEUE_FULL);
        fullGate = service.gate(
                BUDGET,
                (request, deadline) -> {
                    busy.countDown();
                    awaitTheEnd();
                    return service.letsEverybodyIn().authorize(request, deadline);
                },
                full);
        fullGate.take(
                MessageBatch.of(new Unpacked(ring.next(), ring.xkeyHeader(), REPLY_TO), System.nanoTime(), false));
        if (!busy.await(10, TimeUnit.SECONDS)) {
            full.await();
            throw new IllegalStateException("the worker was not busy within 10 s");
        }
        for (int i = 0; i < BenchmarkedService.QUEUE_CAPACITY; i++) {
            queueFull();
        }
    }

    private void awaitTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @TearDown
    public void close() {
        end.countDown();
        Objects.requireNonNull(gateForLate).dispose();
        Objects.requireNonNull(gateForUnopenable).dispose();
        Objects.requireNonNull(fullGate).dispose();
    }

    /** The newest is taken in, and the oldest given up, on the thread that reads messages. */
    @Benchmark
    public void queueFull() {
        Objects.requireNonNull(fullGate)
                .take(MessageBatch.of(
                        new Unpacked(ring.next(), ring.xkeyHeader(), REPLY_TO), System.nanoTime(), false));
    }

    /** A request whose time is over when a worker comes to it. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void deadline() {
        Gate entrance = Objects.requireNonNull(gateForLate);
        long longAgo = System.nanoTime() - BUDGET.toNanos();
        late.expect(BATCH);
        for (int i = 0; i < BATCH; i++) {
            entrance.take(MessageBatch.of(new Unpacked(ring.next(), ring.xkeyHeader(), REPLY_TO), longAgo, false));
        }
        late.await();
    }

    /** A box that was changed on its way: the dearest of what is found out before the request is read. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void unopenable() {
        Gate entrance = Objects.requireNonNull(gateForUnopenable);
        unopenable.expect(BATCH);
        for (int i = 0; i < BATCH; i++) {
            entrance.take(
                    MessageBatch.of(new Unpacked(damaged, ring.xkeyHeader(), REPLY_TO), System.nanoTime(), false));
        }
        unopenable.await();
    }
}
