package io.gatehouse.cli.check.conf;

import io.gatehouse.policy.text.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of nats-server's configuration, and where it is.
 *
 * @param value a String, Long, Double, Boolean, Instant, List or Map of further values; with the keys as they were written
 * @param place file and line of its key, such as {@code server.conf: line 3}
 */
public record ConfValue(Object value, String place) {
    /** What is not in the configuration: it has no text, no items and no entries. */
    static final ConfValue ABSENT = new ConfValue(new Object(), "");

    boolean isPresent() {
        return !equals(ABSENT);
    }

    /** The text; null when it is none. */
    public @Nullable String text() {
        return value instanceof String text ? text : null;
    }

    /** A number of seconds, or a duration such as 2500ms, in seconds; null when it is none. nats-server knows no days. */
    @Nullable Double seconds() {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        Duration duration = value instanceof String text && !text.contains("d") ? GoDuration.parse(text) : null;
        return duration == null ? null : (Double) (duration.toNanos() / 1e9);
    }

    /** The items of an array; none when it is no array. */
    @SuppressWarnings("unchecked")
    public List<ConfValue> items() {
        return value instanceof List<?> items ? (List<ConfValue>) items : List.of();
    }

    /** The entries of a map; none when it is no map. */
    @SuppressWarnings("unchecked")
    public Map<String, ConfValue> entries() {
        return value instanceof Map<?, ?> entries ? (Map<String, ConfValue>) entries : Map.of();
    }

    /** An entry by any of its names, whose case does not count; {@link #ABSENT} when there is none. */
    public ConfValue get(String... names) {
        for (Map.Entry<String, ConfValue> entry : entries().entrySet()) {
            if (List.of(names).contains(entry.getKey().toLowerCase(Locale.ROOT))) {
                return entry.getValue();
            }
        }
        return ABSENT;
    }

    /** What kind of value it is, in words. */
    String kind() {
        if (value instanceof Long || value instanceof Double) {
            return "a number";
        }
        if (value instanceof Boolean) {
            return "a switch (true, false, on, off, yes or no)";
        }
        if (value instanceof String) {
            return "a text";
        }
        return value instanceof List ? "an array" : value instanceof Map ? "a map" : "a date";
    }
}
