package io.gatehouse.passwords;

import io.gatehouse.admission.MovingAverage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long a hash takes of late in wall time, by scheme with its cost; what is too many to be kept apart shares one. */
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
