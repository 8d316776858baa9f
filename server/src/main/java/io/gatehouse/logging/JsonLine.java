package io.gatehouse.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** {@code {"time":"…","level":"INFO","logger":"…","thread":"…","message":"…","key":"value","error":"stack trace"}}. */
final class JsonLine implements Line {
    private final @Nullable String instance;

    JsonLine(@Nullable String instance) {
        this.instance = instance;
    }

    @Override
    public void append(StringBuilder out, ILoggingEvent event) {
        Timestamp.append(out.append("{\"time\":\""), event.getTimeStamp());
        out.append('"');
        if (instance != null) {
            text(out, "instance", instance);
        }
        text(out, "level", event.getLevel().toString());
        text(out, "logger", event.getLoggerName());
        text(out, "thread", event.getThreadName());
        text(out, "message", String.valueOf(event.getFormattedMessage()));
        pairs(out, event.getKeyValuePairs());
        if (event.getThrowableProxy() != null) {
            StringBuilder trace = new StringBuilder(1024);
            StackTrace.append(trace, event.getThrowableProxy());
            text(out, "error", trace.toString());
        }
        out.append("}\n");
    }

    private static void pairs(StringBuilder out, @Nullable List<KeyValuePair> pairs) {
        if (pairs == null) {
            return;
        }
        for (KeyValuePair pair : pairs) {
            if (pair.value instanceof Integer || pair.value instanceof Long || pair.value instanceof Boolean) {
                key(out, pair.key).append(pair.value);
            } else {
                text(out, pair.key, String.valueOf(pair.value), MAX_VALUE);
            }
        }
    }

    private static void text(StringBuilder out, String key, String value) {
        text(out, key, value, MAX_TEXT);
    }

    private static void text(StringBuilder out, String key, String value, int max) {
        Escapes.quoted(key(out, key).append('"'), value, max);
        out.append('"');
    }

    private static StringBuilder key(StringBuilder out, String key) {
        Escapes.quoted(out.append(",\""), key, MAX_VALUE);
        return out.append("\":");
    }
}
