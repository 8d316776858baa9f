package io.gatehouse.transport;

import io.nats.client.support.JsonValue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The subjects that a user's permissions name for publishing.
 *
 * @param allow empty for any
 */
record PublishRights(List<String> allow, List<String> deny) {
    static final PublishRights ANY = new PublishRights(List.of(), List.of());

    PublishRights {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** @param publish what the server tells of it; null for no restriction */
    static PublishRights of(@Nullable JsonValue publish) {
        return publish == null || publish.map == null
                ? ANY
                : new PublishRights(texts(publish.map.get("allow")), texts(publish.map.get("deny")));
    }

    private static List<String> texts(@Nullable JsonValue list) {
        return list == null || list.array == null
                ? List.of()
                : list.array.stream()
                        .map(item -> item.string)
                        .filter(Objects::nonNull)
                        .toList();
    }

    boolean include(String subject) {
        return (allow.isEmpty() || allow.stream().anyMatch(pattern -> matches(pattern, subject)))
                && deny.stream().noneMatch(pattern -> matches(pattern, subject));
    }

    private static boolean matches(String pattern, String subject) {
        String[] wanted = pattern.split("\\.", -1);
        String[] tokens = subject.split("\\.", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals(">")) {
                return tokens.length > i;
            }
            if (i >= tokens.length || !(wanted[i].equals("*") || wanted[i].equals(tokens[i]))) {
                return false;
            }
        }
        return wanted.length == tokens.length;
    }
}
