package io.gatehouse.flame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    void allocationsAreFoundByThreadMethodAndType() throws Exception {
        FlameGraph graph = FlameGraph.of(recorded(), Pattern.compile("allocator-\\d"));

        assertThat(graph.allocation("What a test allocates"))
                .contains(
                        ">allocator-n<",
                        "io.gatehouse.flame.RecordingTest.allocate",
                        ">byte[]<",
                        ">What a test allocates<");
        assertThat(graph.table(1)).contains("| other Gatehouse | ");
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

        FlameGraph graph = FlameGraph.of(
                recorded(() -> {
                    recording.countDown();
                    allocator.join();
                }),
                Pattern.compile("allocator-\\d"));

        Matcher all = Pattern.compile(">all&#10;([0-9.]+) MB").matcher(graph.allocation("t"));
        assertThat(all.find()).isTrue();
        assertThat(Double.parseDouble(all.group(1))).isBetween(0.5 * ALLOCATED_MB, 1.5 * ALLOCATED_MB);
    }

    @Test
    void otherThreadsAreLeftOut() throws Exception {
        FlameGraph graph = FlameGraph.of(recorded(), Pattern.compile("nobody"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.allocation("t"))
                .withMessageContaining("--threads");
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
            recording.enable("jdk.ThreadCPULoad").withPeriod(Duration.ofSeconds(1));
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return file;
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
