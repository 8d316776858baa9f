package io.gatehouse.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class TraceThreadTest {
    private static final TracedLogin LOGIN = new TracedLogin("0af7651916cd43dd8448eb211c80319c", List.of());
    private static final int CAPACITY = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TraceTimes TIMES = new TraceTimes(PATIENCE, Duration.ZERO, PATIENCE);

    private final TraceCounts counts = new TraceCounts();
    private final Logger logger = (Logger) LoggerFactory.getLogger(TraceThread.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    private TraceThread sendingTo(TraceSink sink) {
        return sendingTo(sink, TIMES);
    }

    private TraceThread sendingTo(TraceSink sink, TraceTimes times) {
        return new TraceThread(CAPACITY, () -> sink, times, counts).start();
    }

    @Test
    void whatIsLeftAtTheEndIsSent() {
        Sink sink = new Sink();
        TraceThread thread = sendingTo(sink, new TraceTimes(PATIENCE, PATIENCE, PATIENCE));
        for (int i = 0; i < CAPACITY; i++) {
            thread.add(LOGIN);
        }

        thread.close();

        assertThat(counts.exported()).isEqualTo(CAPACITY);
        assertThat(sink.closed.getCount()).isZero();
    }

    @Test
    void whatComesAfterTheEndIsLost() {
        TraceThread thread = sendingTo(new Sink());
        thread.close();

        thread.add(LOGIN);

        assertThat(counts.dropped(TraceDrop.STOPPED)).isEqualTo(1);
    }

    @Test
    void aCollectorThatAnswersNothingKeepsNobodyWaiting() throws InterruptedException {
        Sink hanging = new Sink();
        hanging.answer = new CountDownLatch(1);
        TraceThread thread = sendingTo(hanging, new TraceTimes(PATIENCE, Duration.ZERO, Duration.ofMillis(100)));
        thread.add(LOGIN);
        assertThat(hanging.asked.await(30, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i < CAPACITY + 5; i++) {
            thread.add(LOGIN);
        }
        assertThat(counts.dropped(TraceDrop.QUEUE_FULL)).isEqualTo(5);

        thread.close();
        await().until(() -> counts.dropped(TraceDrop.STOPPED) == CAPACITY + 1);
        assertThat(counts.exported()).isZero();
    }

    @Test
    void thatTracesAreLostIsLoggedOnceAndOnceThatTheyAreNotAnyMore() {
        Sink sink = new Sink();
        sink.whys.addAll(List.of("no", "no", "no"));
        TraceThread thread = sendingTo(sink);

        for (int sent = 1; sent <= 4; sent++) {
            thread.add(LOGIN);
            int wanted = sent;
            await().until(() -> counts.exported() + counts.dropped(TraceDrop.EXPORT_FAILED) == wanted);
        }
        thread.close();

        assertThat(counts.dropped(TraceDrop.EXPORT_FAILED)).isEqualTo(3);
        assertThat(lines.list).extracting(line -> line.getLevel().levelStr).containsExactly("WARN", "INFO");
        assertThat(lines.list.get(0).getFormattedMessage()).endsWith(": no");
    }

    @Test
    void aMistakeEndsNothing() {
        TraceThread thread = new TraceThread(
                CAPACITY,
                () -> {
                    throw new IllegalStateException();
                },
                TIMES,
                counts);
        thread.start().add(LOGIN);
        await().until(() -> counts.dropped(TraceDrop.EXPORT_FAILED) == 1);

        thread.add(LOGIN);

        await().until(() -> counts.dropped(TraceDrop.EXPORT_FAILED) == 2);
        thread.close();
    }

    private static final class Sink implements TraceSink {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        /** Why the next ones are not taken. */
        private final BlockingQueue<String> whys = new LinkedBlockingQueue<>();

        private volatile @Nullable CountDownLatch answer;

        @Override
        public @Nullable String send(List<TracedLogin> logins, Duration patience) {
            asked.countDown();
            try {
                CountDownLatch waited = answer;
                if (waited != null) {
                    waited.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "interrupted";
            }
            return whys.poll();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
