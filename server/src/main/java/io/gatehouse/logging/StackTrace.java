package io.gatehouse.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/** Writes an exception and its causes, bounded in depth and with the messages kept on their lines. */
final class StackTrace {
    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 60;

    private StackTrace() {}

    /** Appends lines that each end with a line feed. */
    static void append(StringBuilder out, IThrowableProxy thrown) {
        String lead = "";
        IThrowableProxy cause = thrown;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            out.append(lead);
            header(out, cause);
            frames(out, cause);
            lead = "Caused by: ";
            cause = cause.getCause();
        }
    }

    private static void header(StringBuilder out, IThrowableProxy thrown) {
        out.append(thrown.getClassName());
        @Nullable String message = thrown.getMessage();
        if (message != null) {
            Escapes.text(out.append(": "), message);
        }
        out.append('\n');
    }

    private static void frames(StringBuilder out, IThrowableProxy thrown) {
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int own = frames.length - thrown.getCommonFrames();
        int shown = Math.min(own, MAX_FRAMES);
        for (int i = 0; i < shown; i++) {
            out.append("    ").append(frames[i].getSTEAsString()).append('\n');
        }
        if (shown < frames.length) {
            out.append("    ... ").append(frames.length - shown).append(" more\n");
        }
    }
}
