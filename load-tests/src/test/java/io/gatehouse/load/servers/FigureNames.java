package io.gatehouse.load.servers;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of all figures that {@code load servers} can tell. */
public final class FigureNames {
    private FigureNames() {}

    /** Each name on its path by itself. */
    public static Set<String> all() {
        return ServersReport.paths(new LoadProfile.Storm(1, Duration.ZERO, Duration.ZERO, 1)).stream()
                .flatMap(path -> Arrays.stream(path.split("\\.|\\[]\\.")))
                .collect(Collectors.toSet());
    }
}
