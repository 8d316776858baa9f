package io.gatehouse.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundThreadTest {
    private static final long WORK = Duration.ofMillis(80).toNanos();
    /** A burst and a slice of it take no longer than they take; the rest four times as long. */
    private static final long TAKES = 4 * (WORK - Duration.ofMillis(21).toNanos());

    @Test
    void takesAQuarterOfAProcessor() throws InterruptedException {
        assertThat(took(() -> work(BackgroundThread::step))).isGreaterThan(TAKES);
    }

    @Test
    void soDoesWhoeverReadsAStreamOfBytes() throws InterruptedException {
        assertThat(took(() -> {
                    InputStream in = BackgroundThread.paced(new Endless());
                    work(() -> assertThat(read(in)).isPositive());
                }))
                .isGreaterThan(TAKES);
    }

    @Test
    void soDoesWhoeverReadsAStreamOfElements() throws InterruptedException {
        assertThat(took(() -> {
                    long begun = cpu();
                    assertThat(BackgroundThread.paced(Stream.generate(() -> 1))
                                    .anyMatch(unused -> cpu() - begun > WORK))
                            .isTrue();
                }))
                .isGreaterThan(TAKES);
    }

    @Test
    void elementsPassAllAndInTheirOrder() throws InterruptedException {
        List<Integer> passed = new ArrayList<>();

        assertThat(took(() -> BackgroundThread.paced(IntStream.range(0, 1_000).boxed())
                        .forEach(passed::add)))
                .isPositive();

        assertThat(passed).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void otherThreadsTakeWhatTheyGet() {
        Stream<Integer> stream = Stream.of(1);
        InputStream in = new ByteArrayInputStream(new byte[0]);

        assertThat(BackgroundThread.paced(stream)).isSameAs(stream);
        assertThat(BackgroundThread.paced(in)).isSameAs(in);
    }

    @Test
    void nobodyRestsWhoIsInterrupted() {
        Thread.currentThread().interrupt();

        BackgroundThread.rest(Duration.ofMinutes(5).toNanos());

        assertThat(Thread.interrupted()).isTrue();
    }

    /** How long it takes on a thread of this kind, in nanoseconds. */
    private static long took(Runnable work) throws InterruptedException {
        CompletableFuture<Long> took = new CompletableFuture<>();
        Thread thread = new BackgroundThread(
                () -> {
                    try {
                        long begun = System.nanoTime();
                        work.run();
                        took.complete(System.nanoTime() - begun);
                    } catch (Throwable e) {
                        took.completeExceptionally(e);
                    }
                },
                "background");
        thread.start();
        thread.join();
        return took.join();
    }

    /** Takes that much of a processor, in steps of less than a slice. */
    private static void work(Runnable step) {
        long begun = cpu();
        while (cpu() - begun < WORK) {
            step.run();
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static int read(InputStream in) {
        try {
            return in.read(new byte[16]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 1;
        }
    }
}
