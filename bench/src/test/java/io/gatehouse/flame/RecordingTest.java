package io.gatehouse.flame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import one.convert.Arguments;
import one.convert.FlameGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records itself. */
class RecordingTest {
    private static final int ARRAYS = 2_000;
    private static final int BYTES = 100_000;
    private static final double ALLOCATED_MB = ARRAYS * (double) BYTES / 1e6;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void allocationsAreFoundByMethodAndType() throws Exception {
        Path file = recorded();
        Path page = folder.resolve("pages/allocation.html");
        FlameGraphs.of(file, Recording.read(file)).writeAllocation(page, "What a test allocates");

        assertThat(page).content().contains("What a test allocates").doesNotContain("<script src");
        assertThat(collapsed(page))
                .anySatisfy(stack -> assertThat(stack)
                        .contains("io.gatehouse.flame.RecordingTest.allocate")
                        .contains("byte[]"));
    }

    @Test
    void whatWaitsIsLeftOutWhereCpuTimeIsSampled() throws Exception {
        try (Selector selector = Selector.open()) {
            Thread waiting = thread(() -> select(selector));
            waiting.start();
            Path file = recorded(() -> assertThat(compute()).isPositive());
            Path page = folder.resolve("cpu.html");
            FlameGraphs.of(file, Recording.read(file)).writeCpu(page, "CPU time");
            selector.wakeup();
            waiting.join();

            assertThat(collapsed(page)).isNotEmpty().noneMatch(stack -> stack.contains("EPoll.wait"));
        }
    }

    @Test
    void theTableSaysWhatEachOriginAllocates() throws Exception {
        assertThat(Recording.read(recorded()).table(1)).contains("| other Gatehouse | ");
    }

    @Test
    void whatWasAllocatedBeforeIsNotOfTheRecording() throws Exception {
        CountDownLatch allocatedBefore = new CountDownLatch(1);
        CountDownLatch recording = new CountDownLatch(1);
        Thread allocator = thread(() -> {
            for (int i = 0; i < 10; i++) {
                allocate();
            }
            allocatedBefore.countDown();
            recording.await();
            allocate();
        });
        allocator.start();
        allocatedBefore.await();

        Recording read = Recording.read(recorded(() -> {
            recording.countDown();
            allocator.join();
        }));

        double allocatedMb = read.allocation().stream()
                        .filter(sample -> sample.origins().contains(CodeOrigin.GATEHOUSE))
                        .mapToDouble(StackSample::weight)
                        .sum()
                / 1e6;
        assertThat(allocatedMb).isBetween(0.5 * ALLOCATED_MB, 1.5 * ALLOCATED_MB);
    }

    /** The page's stacks as text, a line each. */
    private static List<String> collapsed(Path page) throws Exception {
        Path text = page.resolveSibling("stacks.collapsed");
        FlameGraph.convert(page.toString(), text.toString(), new Arguments("--output", "collapsed"));
        return Files.readAllLines(text);
    }

    private Path recorded() throws Exception {
        return recorded(() -> {
            Thread allocator = thread(RecordingTest::allocate);
            allocator.start();
            allocator.join();
        });
    }

    private static Thread thread(Work work) {
        return new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "allocator-7");
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private Path recorded(Work work) throws Exception {
        Path file = folder.resolve("test.jfr");
        try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
            recording
                    .enable("jdk.ObjectAllocationSample")
                    .with("throttle", "1000/s")
                    .withStackTrace();
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.enable("jdk.NativeMethodSample").withPeriod(Duration.ofMillis(10));
            recording.enable("jdk.ThreadCPULoad").withPeriod(Duration.ofSeconds(1));
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return file;
    }

    /** Java code for a second and a half, so that it is sampled on a busy machine too. */
    private static double compute() {
        double sum = 0;
        for (long end = System.nanoTime() + 1_500_000_000; System.nanoTime() - end < 0; ) {
            for (int i = 0; i < 100_000; i++) {
                sum += Math.sqrt(i);
            }
        }
        return sum;
    }

    private static void select(Selector selector) {
        try {
            selector.select();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void allocate() {
        Deque<byte[]> kept = new ArrayDeque<>();
        for (int i = 0; i < ARRAYS; i++) {
            kept.add(new byte[BYTES]);
            if (kept.size() > 10) {
                kept.remove();
            }
        }
    }
}
