package io.gatehouse.spans;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was noted of a question to a backend. The times are of {@link System#nanoTime()}.
 *
 * @param attributes texts and numbers by their names, without a secret and without a user's name
 * @param error the kind of what it has failed with; null where it was answered
 */
public record BackendSpan(
        String name,
        String spanId,
        long begunAt,
        long endedAt,
        Map<String, Object> attributes,
        @Nullable String error) {
    public BackendSpan {
        attributes = Map.copyOf(attributes);
    }
}
