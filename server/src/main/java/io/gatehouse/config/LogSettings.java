package io.gatehouse.config;

/** What is logged, and in which form. */
public record LogSettings(Level level, Format format) {
    public static final LogSettings DEFAULT = new LogSettings(Level.INFO, Format.TEXT);

    /** The least important events that are logged. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** One line of text, or one JSON object, for each event. */
    public enum Format {
        TEXT,
        JSON
    }
}
