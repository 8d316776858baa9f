package io.gatehouse.logging;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;

/**
 * What is logged, and how it is written.
 *
 * @param level the least level of Gatehouse's own loggers; libraries log what goes wrong
 */
public record LogSettings(Level level, Format format) {
    private static final Key<Level> LEVEL = Key.choice("level", Level.INFO)
            .help("The least important events that are logged.")
            .option("LEVEL", "error, warn, info, debug or trace.", "--log-level");
    private static final Key<Format> FORMAT = Key.choice("format", Format.TEXT)
            .help("Lines for people, or JSON objects for machines.")
            .option("FORMAT", "text or json.", "--log-format");

    /** Their keys. */
    public static final Section SECTION = Section.of("log", LEVEL, FORMAT);

    public static final LogSettings DEFAULT = new LogSettings(Level.INFO, Format.TEXT);

    /** As it is configured. */
    public static LogSettings read(Values root) {
        Values in = root.in(SECTION);
        return new LogSettings(in.get(LEVEL), in.get(FORMAT));
    }

    /** How much is logged. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        /** Every grant too. */
        DEBUG,
        /** And what the libraries say, from INFO on. */
        TRACE
    }

    /** How a line is written. */
    public enum Format {
        /** For people: time, level, package, message, then {@code key=value}. */
        TEXT,
        /** For machines: one JSON object a line. */
        JSON
    }
}
