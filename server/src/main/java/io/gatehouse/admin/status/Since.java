package io.gatehouse.admin.status;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Since when things are as they are, as far as one has looked. */
final class Since {
    private final Map<String, Long> first = new HashMap<>();

    /**
     * These are there, and no others.
     *
     * @param now in milliseconds since 1970
     */
    synchronized void look(Set<String> present, long now) {
        first.keySet().retainAll(present);
        present.forEach(thing -> first.putIfAbsent(thing, now));
    }

    /** When it was seen first without a break; now for what was not seen yet. */
    synchronized long of(String thing, long now) {
        return first.getOrDefault(thing, now);
    }
}
