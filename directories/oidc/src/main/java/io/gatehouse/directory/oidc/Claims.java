package io.gatehouse.directory.oidc;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The claims of a token. Its text has none of them. */
public record Claims(Map<String, Object> members) {
    private static final String SCOPE = "scope";

    /** The last second that is written with four digits of a year; what is later is never. */
    private static final long LATEST = 253_402_300_799L;

    /** A claim that is a text; null when it is anything else. */
    public @Nullable String text(String name) {
        return find(name) instanceof String text ? text : null;
    }

    /** A claim that is true or false, also as a text; null when it is anything else. */
    @Nullable Boolean flag(String name) {
        Object value = find(name);
        if (value instanceof String text) {
            return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
        }
        return value instanceof Boolean flag ? flag : null;
    }

    /**
     * The values of a claim as texts: of a list those that are no lists and no objects; of {@code scope} its words. None where there
     * is no such claim.
     */
    List<String> texts(String name) {
        Object value = find(name);
        if (value instanceof String text && name.equals(SCOPE)) {
            return Arrays.stream(text.split(" "))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
        List<?> values = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        return values.stream()
                .map(Claims::scalar)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static @Nullable String scalar(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : null;
    }

    /** A time; null when there is none that can be one. */
    public @Nullable Instant time(String name) {
        if (!(members.get(name) instanceof Number seconds)) {
            return null;
        }
        try {
            return Instant.ofEpochSecond(Math.min(seconds.longValue(), LATEST));
        } catch (DateTimeException e) {
            return null;
        }
    }

    boolean has(String name) {
        return find(name) != null;
    }

    /** Whether a claim is to be asked for somewhere else (OpenID Connect Core 1.0, section 5.6.2), as groups that are too many. */
    boolean isElsewhere(String name) {
        int dot = name.indexOf('.');
        return members.get("_claim_names") instanceof Map<?, ?> names
                && (names.containsKey(name) || (dot > 0 && names.containsKey(name.substring(0, dot))));
    }

    /** A claim by its name, or else by a path through objects with dots between the names, as {@code realm_access.roles}. */
    private @Nullable Object find(String name) {
        Object value = members.get(name);
        return value != null || name.indexOf('.') < 0 ? value : find(members, name);
    }

    private static @Nullable Object find(Map<?, ?> object, String path) {
        Object whole = object.get(path);
        if (whole != null) {
            return whole;
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (object.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                Object found = find(inner, path.substring(dot + 1));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "Claims";
    }
}
