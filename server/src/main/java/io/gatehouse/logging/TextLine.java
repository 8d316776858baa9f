package io.gatehouse.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** {@code 2026-11-21T21:00:00.123Z INFO  transport  message key=value}. */
final class TextLine implements Line {
    private static final String OWN = "io.gatehouse.";
    private static final int LEVEL_WIDTH = 6;
    private static final int PACKAGE_WIDTH = 11;
    private static final String UNQUOTED = "-_.:/@+*$>#%~[]";

    @Override
    public void append(StringBuilder out, ILoggingEvent event) {
        Timestamp.append(out, event.getTimeStamp());
        padded(out.append(' '), event.getLevel().toString(), LEVEL_WIDTH);
        padded(out, packageOf(event.getLoggerName()), PACKAGE_WIDTH);
        Escapes.text(out, String.valueOf(event.getFormattedMessage()));
        pairs(out, event.getKeyValuePairs());
        out.append('\n');
        if (event.getThrowableProxy() != null) {
            StackTrace.append(out, event.getThrowableProxy());
        }
    }

    /** The package under {@code io.gatehouse}, or a foreign logger's name as it is. */
    private static String packageOf(String logger) {
        if (!logger.startsWith(OWN)) {
            return logger;
        }
        int end = logger.indexOf('.', OWN.length());
        return end < 0 ? logger.substring(OWN.length()) : logger.substring(OWN.length(), end);
    }

    private static void padded(StringBuilder out, String text, int width) {
        Escapes.text(out, text);
        out.append(" ".repeat(Math.max(1, width - text.length())));
    }

    private static void pairs(StringBuilder out, @Nullable List<KeyValuePair> pairs) {
        if (pairs == null) {
            return;
        }
        for (KeyValuePair pair : pairs) {
            out.append(' ').append(pair.key).append('=');
            value(out, String.valueOf(pair.value));
        }
    }

    private static void value(StringBuilder out, String value) {
        if (value.length() <= MAX_VALUE && !value.isEmpty() && value.chars().allMatch(TextLine::isUnquoted)) {
            out.append(value);
        } else {
            Escapes.quoted(out.append('"'), value, MAX_VALUE);
            out.append('"');
        }
    }

    private static boolean isUnquoted(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || UNQUOTED.indexOf(c) >= 0;
    }
}
