package io.gatehouse.config;

import io.gatehouse.config.Section.Placed;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SeedMask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is configured, for people to see. A value is shown where it cannot be a secret: it was read as a number, a duration, one of several
 * words, a path or a public key, or its key is one of those that whoever asks names and cannot hold a secret. Of all others it is told
 * only that they are given.
 */
public final class ShownValues {
    private static final List<Class<?>> HARMLESS =
            List.of(Number.class, Boolean.class, Enum.class, Duration.class, Path.class, Nkey.class);

    private ShownValues() {}

    /**
     * A value that is given.
     *
     * @param path of its key
     * @param text as it is written; null where it is not shown
     * @param place where it is written
     */
    public record ShownValue(String path, @Nullable String text, String place) {}

    /**
     * Those that are given, by the paths of their keys in their order.
     *
     * @param root the keys that there are
     * @param named whether the values of a key whose value is a text are shown, by its path with {@link Section#EACH} for names
     */
    public static List<ShownValue> of(Values values, Section root, Predicate<String> named) {
        Map<String, ShownValue> shown = new TreeMap<>();
        Set<String> all = root.paths();
        for (Placed placed : root.keys()) {
            for (List<String> path : values.named(placed, all)) {
                Given given = values.given(path);
                if (given != null) {
                    String name = String.join(".", path);
                    boolean isNamed = named.test(placed.path()) && !placed.key().holdsSecret();
                    boolean isShown = isShown(values.wasRead(path), isNamed);
                    shown.put(name, new ShownValue(name, isShown ? text(given) : null, place(given)));
                }
            }
        }
        return List.copyOf(shown.values());
    }

    private static String text(Given given) {
        return SeedMask.of(String.join(", ", given.written()));
    }

    private static String place(Given given) {
        return given.where().place();
    }

    /** What was not read is not known to be harmless. */
    private static boolean isShown(@Nullable Object value, boolean isNamed) {
        if (value == null || Values.isSecret(value)) {
            return false;
        }
        return isNamed || isHarmless(value);
    }

    private static boolean isHarmless(Object value) {
        return value instanceof Collection<?> several
                ? several.stream().allMatch(ShownValues::isHarmless)
                : HARMLESS.stream().anyMatch(type -> type.isInstance(value));
    }
}
