package io.gatehouse.load.servers;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of all figures that {@code load servers} can tell. */
public final class FigureNames {
    private FigureNames() {}

    /** Each name on its path by itself. */
    public static Set<String> all() {
        Profile storm = new Profile.Storm(1, Duration.ZERO, Duration.ZERO, 1);
        Stream<String> series = Stream.of(
                "t_s", "step", "late_per_s", "wrong_per_s", "lost_per_s", "rss_mb", "queue_depth", "shed_per_s");
        return Stream.concat(ServersFigures.names(storm).stream(), series)
                .flatMap(path -> Arrays.stream(path.split("\\.|\\[]\\.")))
                .collect(Collectors.toSet());
    }
}
