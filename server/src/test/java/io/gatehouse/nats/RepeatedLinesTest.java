package io.gatehouse.nats;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Lines that would come again and again. */
class RepeatedLinesTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("lines." + UUID.randomUUID());
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final AtomicLong clock = new AtomicLong();
    private final RepeatedLines lines = new RepeatedLines(logger, clock::get);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        logger.addAppender(written);
        written.start();
    }

    @AfterEach
    void stop() {
        logger.detachAppender(written);
    }

    private List<String> texts() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aLineIsWrittenOnceAMinuteWithHowOftenItCame() {
        for (int i = 0; i < 1000; i++) {
            lines.warn("a");
            lines.error("b");
        }
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        lines.warn("a");

        assertThat(texts()).containsExactly("a", "b", "a (999 times more since the last such line)");
    }

    @Test
    void linesThatAreAllDifferentAreBoundedToo() {
        for (int i = 0; i < 10_000; i++) {
            lines.warn("line " + i);
        }
        assertThat(texts()).hasSize(64);

        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        lines.warn("after a minute");
        assertThat(texts()).hasSize(65);
    }

    @Test
    void whatIsForgottenIsNewsAgain() {
        lines.warn("a");
        lines.forget();
        lines.warn("a");

        assertThat(texts()).containsExactly("a", "a");
    }
}
