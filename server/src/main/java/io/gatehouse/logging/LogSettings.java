package io.gatehouse.logging;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is logged, and how it is written.
 *
 * @param level the least level of Gatehouse's own loggers; libraries log what goes wrong
 */
public record LogSettings(Level level, Format format) {
    public static final LogSettings DEFAULT = new LogSettings(Level.INFO, Format.TEXT);

    /** How much is logged. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        /** Every grant too. */
        DEBUG,
        /** And what the libraries say, from INFO on. */
        TRACE;

        /**
         * Reads a level, in upper or lower case.
         *
         * @throws IllegalArgumentException when it is none; the message lists those there are
         */
        public static Level parse(String text) {
            return choice(Level.class, "log level", text);
        }
    }

    /** How a line is written. */
    public enum Format {
        /** For people: time, level, package, message, then {@code key=value}. */
        TEXT,
        /** For machines: one JSON object a line. */
        JSON;

        /**
         * Reads a format, in upper or lower case.
         *
         * @throws IllegalArgumentException when it is none; the message lists those there are
         */
        public static Format parse(String text) {
            return choice(Format.class, "log format", text);
        }
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String what, String text) {
        String name = text.trim().toUpperCase(Locale.ROOT);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("the " + what + " must be one of " + choices(type));
    }

    private static String choices(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
