package io.gatehouse.passwords;

import io.gatehouse.admission.MovingAverage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The recent wall time of a hash by scheme and cost; a bounded number of them, the others share one. */
final class SchemeTimes {
    private static final int MOST = 64;

    private final Map<String, MovingAverage> averages = new ConcurrentHashMap<>();
    private final MovingAverage others = new MovingAverage();

    MovingAverage of(String scheme) {
        MovingAverage known = averages.get(scheme);
        if (known != null) {
            return known;
        }
        return averages.size() >= MOST ? others : averages.computeIfAbsent(scheme, name -> new MovingAverage());
    }
}
