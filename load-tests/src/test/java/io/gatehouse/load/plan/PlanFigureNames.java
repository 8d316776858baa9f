package io.gatehouse.load.plan;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of all figures of {@code load plan}. */
public final class PlanFigureNames {
    private PlanFigureNames() {}

    public static Set<String> all() {
        return Stream.concat(PlanResult.FIGURES.paths().stream(), MeasuredComparison.FIGURES.paths().stream())
                .flatMap(path -> Stream.of(path.replace("[]", "").split("\\.")))
                .collect(Collectors.toSet());
    }
}
