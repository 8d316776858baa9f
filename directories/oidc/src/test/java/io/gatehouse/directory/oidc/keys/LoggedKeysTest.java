package io.gatehouse.directory.oidc.keys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class LoggedKeysTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(LoggedKeys.class);
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();

    @BeforeEach
    void listen() {
        told.start();
        logger.addAppender(told);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(told);
    }

    @ParameterizedTest
    @CsvSource({
        ", there are none yet",
        "PT0S, the last ones are too old",
        "PT59M30.5S, in use for another 3570s",
        "PT59M, in use for another 59m",
        "PT22H59M, in use for another 22h"
    })
    void saysForHowLongTheLastKeysAreInUse(@Nullable Duration left, String words) {
        new LoggedKeys("pods", "https://k8s.example.com:6443", new AtomicLong()).failed("it is down", left);

        assertThat(told.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .startsWith("pods: the keys of https://k8s.example.com:6443 could not be fetched: it is down; ")
                .contains(words);
        assertThat(told.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
    }

    /** An issuer of opaque tokens may have no keys: each start, reload and hour would warn of nothing. */
    @Test
    void doesNotWarnOfKeysThatThereNeedNotBe() {
        LoggedKeys keys = new LoggedKeys("staff", "https://login.example.com", new AtomicLong(), false);
        keys.failed("it has none", null);
        keys.failed("it is down", Duration.ofMinutes(1));

        assertThat(told.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO, Level.WARN);
        assertThat(told.list.get(0).getFormattedMessage()).endsWith("; if there are none, nothing is wrong");
    }
}
