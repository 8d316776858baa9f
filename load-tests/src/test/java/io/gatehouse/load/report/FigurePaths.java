package io.gatehouse.load.report;

import java.util.List;
import java.util.stream.Stream;

/** The paths of all numbers of a result, those in lists as {@code steps[].in_time}. */
public final class FigurePaths {
    private FigurePaths() {}

    public static List<String> of(Figures figures) {
        return paths("", figures).toList();
    }

    private static Stream<String> paths(String prefix, Figures figures) {
        return figures.members().entrySet().stream().flatMap(member -> {
            String path = prefix + member.getKey();
            Object value = member.getValue();
            if (value instanceof Number || value instanceof Boolean) {
                return Stream.of(path);
            }
            if (value instanceof Figures group) {
                return paths(path + ".", group);
            }
            return value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Figures first
                    ? paths(path + "[].", first)
                    : Stream.empty();
        });
    }
}
