package io.gatehouse.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Knows which requests are the first of a minute: a page that is open makes the same one again and again. */
final class Polls {
    static final int MOST_REMEMBERED = 64;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier clock;
    private final Map<String, Long> told = new LinkedHashMap<>();

    /** @param clock as {@link System#nanoTime()} */
    Polls(LongSupplier clock) {
        this.clock = clock;
    }

    /** Whether none was made for a minute that is the same. */
    synchronized boolean isFirst(String request) {
        long now = clock.getAsLong();
        Long last = told.get(request);
        if (last != null && now - last < MINUTE) {
            return false;
        }
        told.remove(request);
        told.put(request, now);
        if (told.size() > MOST_REMEMBERED) {
            told.remove(told.keySet().iterator().next());
        }
        return true;
    }
}
