package io.gatehouse.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Everything that any logger in this JVM can say, of Gatehouse and of libraries, from now on until it is closed. */
final class EveryLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final java.util.logging.Logger javaRoot = java.util.logging.Logger.getLogger("");
    private final Map<Logger, @Nullable Level> before = new HashMap<>();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Handler ofJava = new JavaHandler();

    EveryLog() {
        setContext(context);
        start();
        listen();
        root.addAppender(this);
        ofJava.setLevel(java.util.logging.Level.ALL);
        javaRoot.setLevel(java.util.logging.Level.ALL);
        javaRoot.addHandler(ofJava);
    }

    /** Has every logger say everything, those that were told to be quiet since too. */
    void listen() {
        for (Logger each : context.getLoggerList()) {
            before.putIfAbsent(each, each.getLevel());
            each.setLevel(each == root ? Level.TRACE : null);
        }
    }

    List<String> lines() {
        return new ArrayList<>(lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(event.getLoggerName())
                .append(' ')
                .append(event.getThreadName())
                .append(' ')
                .append(event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            line.append(' ').append(event.getKeyValuePairs());
        }
        if (event.getThrowableProxy() != null) {
            line.append('\n').append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        lines.add(line.append(event.getMDCPropertyMap()).toString());
    }

    @Override
    public void close() {
        root.detachAppender(this);
        javaRoot.removeHandler(ofJava);
        before.forEach(Logger::setLevel);
        stop();
    }

    /** What is logged by Java's own means. */
    private final class JavaHandler extends Handler {
        @Override
        public void publish(LogRecord line) {
            // The server of a test's service.
            if (!String.valueOf(line.getLoggerName()).startsWith("com.sun.net.httpserver")) {
                lines.add(line.getLoggerName() + " " + line.getMessage() + " "
                        + List.of(line.getParameters() == null ? new Object[0] : line.getParameters()) + " "
                        + line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
