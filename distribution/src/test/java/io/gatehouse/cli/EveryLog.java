package io.gatehouse.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.gatehouse.logging.LogSettings;
import io.gatehouse.logging.Logging;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Everything that any logger in this JVM can say, of Gatehouse and of libraries, from now on until it is closed. */
final class EveryLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    /** They would tell what is on the wire, and whole URLs. */
    private static final Set<String> PINNED = Set.of("io.r2dbc", "reactor.netty");

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final java.util.logging.Logger javaRoot = java.util.logging.Logger.getLogger("");
    private final Map<Logger, @Nullable Level> before = new HashMap<>();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final java.util.logging.@Nullable Level javaLevel = javaRoot.getLevel();
    private final Handler ofJava = new JavaHandler();

    EveryLog() {
        setContext(loggers);
        start();
        listen();
        root.iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(root::detachAppender);
        root.addAppender(this);
        ofJava.setLevel(java.util.logging.Level.ALL);
        javaRoot.setLevel(java.util.logging.Level.ALL);
        javaRoot.addHandler(ofJava);
    }

    /** Has every logger say everything, but for those that no configuration lets say more. */
    void listen() {
        Logging.configure(new LogSettings(LogSettings.Level.TRACE, LogSettings.DEFAULT.format()));
        for (Logger each : loggers.getLoggerList()) {
            before.putIfAbsent(each, each.getLevel());
            if (!PINNED.contains(each.getName())) {
                each.setLevel(each == root ? Level.TRACE : null);
            }
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
        others.forEach(root::addAppender);
        javaRoot.removeHandler(ofJava);
        javaRoot.setLevel(javaLevel);
        before.forEach(Logger::setLevel);
        stop();
    }

    /** What is logged by Java's own means. */
    private final class JavaHandler extends Handler {
        @Override
        public void publish(LogRecord line) {
            String name = String.valueOf(line.getLoggerName());
            // The server and the client of tests.
            if (!name.startsWith("com.sun.net.httpserver") && !name.startsWith("jdk.internal.httpclient")) {
                String parameters = Arrays.toString(line.getParameters());
                lines.add(name + " " + line.getMessage() + " " + parameters + " " + line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
