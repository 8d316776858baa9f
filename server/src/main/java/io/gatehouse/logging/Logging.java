package io.gatehouse.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Sets up the log, and ends it. */
public final class Logging {
    private static final String OWN = "io.gatehouse";
    /** Warns of every malformed request, as often as somebody sends one. Below INFO it tells whole URLs, secrets in them too. */
    private static final String HTTP = "reactor.netty";

    /** Warns where there is no network interface but loopback, which is nothing to an operator. */
    private static final String NETTY = "io.netty";

    /**
     * Logs a lost connection with a stack trace; the directory that has it tells the same in words. Below INFO it tells what is on the
     * wire, passwords too.
     */
    private static final String DATABASE = "io.r2dbc";

    private static final String STDERR = "stderr";

    private Logging() {}

    /** Logs like this from now on; until then like {@link LogSettings#DEFAULT}. */
    public static void configure(LogSettings settings) {
        configure(settings, null);
    }

    /** The same for an instance of that name, which JSON lines show. */
    public static void configure(LogSettings settings, @Nullable String instance) {
        if (context().getLogger(Logger.ROOT_LOGGER_NAME).getAppender(STDERR) instanceof StderrAppender appender) {
            appender.line(Line.of(settings.format(), instance));
        }
        levels(context(), settings.level());
    }

    /**
     * Writes the lines that still wait and closes the log, within a second. Needed before {@link Runtime#halt}; an orderly
     * exit of the JVM writes them by itself.
     */
    public static void stop() {
        context().stop();
    }

    static void install(LoggerContext context, LogSettings settings) {
        StderrAppender appender =
                new StderrAppender(new FileOutputStream(FileDescriptor.err), Line.of(settings.format()));
        appender.setName(STDERR);
        appender.setContext(context);
        appender.start();
        flushAtExit(appender);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        levels(context, settings.level());
    }

    private static void flushAtExit(StderrAppender appender) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(appender::flush, "gatehouse-log-flush"));
        } catch (IllegalStateException e) {
            appender.addWarn("the first line is logged while the process ends", e);
        }
    }

    private static void levels(LoggerContext context, LogSettings.Level level) {
        boolean all = level == LogSettings.Level.TRACE;
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(all ? Level.INFO : Level.WARN);
        context.getLogger(NETTY).setLevel(all ? Level.INFO : Level.ERROR);
        context.getLogger(HTTP).setLevel(all ? Level.INFO : Level.ERROR);
        context.getLogger(DATABASE).setLevel(Level.OFF);
        context.getLogger(OWN).setLevel(Level.toLevel(level.name()));
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
