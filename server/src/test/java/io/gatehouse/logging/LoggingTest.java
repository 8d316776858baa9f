package io.gatehouse.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(120)
class LoggingTest {
    private final LoggerContext context = new LoggerContext();

    @AfterEach
    void stop() {
        context.stop();
        Logging.configure(LogSettings.DEFAULT);
    }

    @Test
    void logbackFindsTheConfiguratorByItself() {
        assertThat(LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).isInstanceOfSatisfying(Logger.class, root -> {
            assertThat(root.getAppender("stderr")).isInstanceOf(StderrAppender.class);
            assertThat(root.getLevel()).isEqualTo(Level.WARN);
        });
    }

    @Test
    void theLevelIsThatOfOwnLoggersAndLibrariesStayQuiet() {
        Logging.configure(new LogSettings(LogSettings.Level.DEBUG, LogSettings.Format.TEXT));
        assertThat(LoggerFactory.getLogger("io.gatehouse.transport.X").isDebugEnabled())
                .isTrue();
        assertThat(LoggerFactory.getLogger("io.gatehouse.transport.X").isTraceEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("reactor.netty.X").isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger("io.netty.util.X").isWarnEnabled())
                .as("netty's complaint of a machine with a loopback interface only")
                .isFalse();

        Logging.configure(new LogSettings(LogSettings.Level.TRACE, LogSettings.Format.JSON));
        assertThat(LoggerFactory.getLogger("io.gatehouse.transport.X").isTraceEnabled())
                .isTrue();
        assertThat(LoggerFactory.getLogger("reactor.netty.X").isInfoEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("reactor.netty.X").isDebugEnabled()).isFalse();

        Logging.configure(new LogSettings(LogSettings.Level.ERROR, LogSettings.Format.TEXT));
        assertThat(LoggerFactory.getLogger("io.gatehouse.transport.X").isWarnEnabled())
                .isFalse();
    }

    @Test
    void stoppingWritesWhatIsWaiting() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StderrAppender appender = appender(out);
        Logger logger = logger(appender);
        for (int i = 0; i < 1000; i++) {
            logger.info("line {}", i);
        }
        appender.stop();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(1000)
                .last(STRING)
                .endsWith("line 999");
    }

    @Test
    void aReaderWhoStoppedReadingStopsNobodyAndIsToldWhatItMissed() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        StderrAppender appender = appender(new StuckUntil(reading, written));
        Logger logger = logger(appender);
        for (int i = 0; i < StderrAppender.CAPACITY + 500; i++) {
            logger.info("line {}", i);
        }
        reading.countDown();
        appender.flush();
        String text = written.toString(StandardCharsets.UTF_8);
        assertThat(text).containsOnlyOnce("Z WARN  logging    500 lines lost, since the log is read too slowly\n");
        assertThat(text.lines()).hasSize(StderrAppender.CAPACITY + 1);
    }

    @Test
    void lostLinesAreToldInTheFormatOfTheLog() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        StderrAppender appender = appender(new StuckUntil(reading, written));
        appender.line(Line.of(LogSettings.Format.JSON));
        Logger logger = logger(appender);
        for (int i = 0; i < StderrAppender.CAPACITY + 1; i++) {
            logger.info("line {}", i);
        }
        reading.countDown();
        appender.flush();
        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .hasSize(StderrAppender.CAPACITY + 1)
                .allMatch(line -> line.startsWith("{\"time\":\"") && line.endsWith("}"))
                .filteredOn(line -> line.contains("\"level\":\"WARN\""))
                .singleElement(STRING)
                .contains("\"logger\":\"io.gatehouse.logging.StderrAppender\"", "\"message\":\"1 lines lost, ");
    }

    @Test
    void aStuckReaderDoesNotHoldUpTheEnd() {
        StderrAppender appender = appender(new StuckUntil(new CountDownLatch(1), new ByteArrayOutputStream()));
        logger(appender).info("line");
        long start = System.nanoTime();
        appender.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void aClosedStderrEndsTheLogAndNothingElse() {
        StderrAppender appender = appender(new Closed());
        Logger logger = logger(appender);
        for (int i = 0; i < StderrAppender.CAPACITY * 3; i++) {
            logger.info("line");
        }
        appender.stop();
        assertThat(appender.isStarted()).isFalse();
    }

    @Test
    void nothingIsLostWhenTheProcessExits() throws Exception {
        String classPath = Stream.of(
                        Talker.class,
                        Logging.class,
                        Logger.class,
                        StderrAppender.class.getSuperclass().getSuperclass(),
                        LoggerFactory.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        Process talker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Talker.class.getName())
                .start();
        String errors = new String(talker.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(talker.waitFor()).isZero();
        assertThat(errors.lines()).hasSize(500).last(STRING).endsWith("INFO  logging    line 499");
    }

    /** Says a lot and exits at once. */
    static final class Talker {
        public static void main(String[] args) {
            org.slf4j.Logger log = LoggerFactory.getLogger(Talker.class);
            for (int i = 0; i < 500; i++) {
                log.info("line {}", i);
            }
            System.exit(0);
        }
    }

    @Test
    void theFormatCanChangeWhileLinesAreWritten() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StderrAppender appender = appender(out);
        Logger logger = logger(appender);
        logger.info("one");
        appender.flush();
        appender.line(Line.of(LogSettings.Format.JSON));
        logger.info("two");
        appender.stop();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        one -> assertThat(one).endsWith("one"),
                        two -> assertThat(two).startsWith("{"));
    }

    private static final org.assertj.core.api.InstanceOfAssertFactory<
                    String, org.assertj.core.api.AbstractStringAssert<?>>
            STRING = org.assertj.core.api.InstanceOfAssertFactories.STRING;

    private StderrAppender appender(OutputStream out) {
        context.setMDCAdapter(new LogbackMDCAdapter());
        StderrAppender appender = new StderrAppender(out, Line.of(LogSettings.Format.TEXT));
        appender.setContext(context);
        appender.start();
        return appender;
    }

    private Logger logger(StderrAppender appender) {
        Logger logger = context.getLogger("io.gatehouse.test.X");
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(appender);
        return logger;
    }

    private static final class StuckUntil extends OutputStream {
        private final CountDownLatch reading;
        private final OutputStream out;

        StuckUntil(CountDownLatch reading, OutputStream out) {
            this.reading = reading;
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b});
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            try {
                reading.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            out.write(bytes);
        }
    }

    private static final class Closed extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("closed");
        }
    }
}
