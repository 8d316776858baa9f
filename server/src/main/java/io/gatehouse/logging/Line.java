package io.gatehouse.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes one event as one line; a stack trace in text format is the only thing that takes more. */
@FunctionalInterface
interface Line {
    /** The longest value of a key that is written, in characters; what is longer is cut. */
    int MAX_VALUE = 256;

    /** The longest message, in characters; what is longer is cut. */
    int MAX_TEXT = 16 * 1024;

    void append(StringBuilder out, ILoggingEvent event);

    /** The line as UTF-8, with its line feed. */
    default byte[] encode(ILoggingEvent event) {
        StringBuilder out = new StringBuilder(256);
        append(out, event);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Line of(LogSettings.Format format) {
        return of(format, null);
    }

    /** The same for an instance of that name, which JSON lines show; null for none. */
    static Line of(LogSettings.Format format, @Nullable String instance) {
        return format == LogSettings.Format.JSON ? new JsonLine(instance) : new TextLine();
    }
}
