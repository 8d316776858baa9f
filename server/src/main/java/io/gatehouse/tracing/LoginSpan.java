package io.gatehouse.tracing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of the way of one login.
 *
 * @param parent the id of the span that it is a part of; null for the login as a whole
 * @param begunAt in nanoseconds since 1970
 * @param endedAt likewise; a step may begin after a login has ended without it, and ends at once
 * @param attributes texts and numbers by their names, without a secret and without a user's name
 * @param error the kind of what it ended with; null where it ended well
 */
record LoginSpan(
        String id,
        @Nullable String parent,
        String name,
        Kind kind,
        long begunAt,
        long endedAt,
        Map<String, Object> attributes,
        @Nullable String error) {
    LoginSpan {
        endedAt = Math.max(begunAt, endedAt);
        attributes = Map.copyOf(attributes);
    }

    /** What it is to whoever looks at several services. */
    enum Kind {
        /** The answer to nats-server's request. */
        SERVER,
        /** A step of it. */
        INTERNAL,
        /** A question to a backend. */
        CLIENT
    }
}
