package io.gatehouse.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Everything that Gatehouse logs in this JVM from now on until it is closed. */
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final long LIMIT_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.gatehouse");
    private final Level before = logger.getLevel();
    private final List<String> lines = new ArrayList<>();

    private LogCapture(Level level) {
        setContext(logger.getLoggerContext());
        start();
        logger.setLevel(level);
        logger.addAppender(this);
    }

    /** Down to this level. */
    static LogCapture of(Level level) {
        return new LogCapture(level);
    }

    @Override
    protected void append(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(event.getLevel() + " " + event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            line.append(' ').append(event.getKeyValuePairs());
        }
        if (event.getThrowableProxy() != null) {
            line.append('\n').append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        add(line.toString());
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    /** How many lines there are by now: a place to look from. */
    synchronized int mark() {
        return lines.size();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The first line after a mark in which the expression is found; the place after it is returned. */
    synchronized int await(int mark, String regex) throws InterruptedException {
        Pattern pattern = Pattern.compile(regex);
        long end = System.nanoTime() + LIMIT_NANOS;
        for (int next = mark; ; next++) {
            while (next == lines.size()) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new AssertionError(
                            "no line of the log matches '" + regex + "':\n" + String.join("\n", lines));
                }
                wait(millis);
            }
            if (pattern.matcher(lines.get(next)).find()) {
                return next + 1;
            }
        }
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(before);
        stop();
    }
}
