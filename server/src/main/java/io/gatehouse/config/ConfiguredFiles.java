package io.gatehouse.config;

import io.gatehouse.config.Section.Placed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that a configuration names, where a key's value is the file's path. */
public final class ConfiguredFiles {
    private ConfiguredFiles() {}

    /**
     * The files by the paths of their keys, in the order of the keys; only what was read.
     *
     * @param root the keys that there are
     */
    public static Map<String, List<Path>> of(Values values, Section root) {
        Set<String> all = root.paths();
        Map<String, List<Path>> files = new LinkedHashMap<>();
        for (Placed placed : root.keys()) {
            for (List<String> path : values.named(placed, all)) {
                List<Path> named = paths(values.wasRead(path));
                if (!named.isEmpty()) {
                    files.put(String.join(".", path), named);
                }
            }
        }
        return files;
    }

    private static List<Path> paths(@Nullable Object value) {
        List<?> list = value instanceof List<?> several ? several : value == null ? List.of() : List.of(value);
        return list.stream().allMatch(Path.class::isInstance)
                ? list.stream().map(Path.class::cast).toList()
                : List.of();
    }
}
