package io.gatehouse.flame;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How a resource is divided among origins, in its own unit. */
final class Shares {
    private final Map<CodeOrigin, Double> self = new EnumMap<>(CodeOrigin.class);
    private final Map<CodeOrigin, Double> caused = new EnumMap<>(CodeOrigin.class);
    private final double seconds;
    private double total;

    Shares(List<StackSample> samples) {
        seconds = ThreadLoads.nanos(samples) / 1e9;
        for (StackSample sample : samples) {
            total += sample.weight();
            self.merge(sample.self(), sample.weight(), Double::sum);
            caused.merge(sample.cause(), sample.weight(), Double::sum);
        }
    }

    /** What was spent in the origin's own methods. */
    double self(CodeOrigin origin) {
        return self.getOrDefault(origin, 0.0);
    }

    /** The same, and what libraries spent because the origin called them. */
    double caused(CodeOrigin origin) {
        return caused.getOrDefault(origin, 0.0);
    }

    double total() {
        return total;
    }

    /** From the first sample to the last. */
    double seconds() {
        return seconds;
    }
}
