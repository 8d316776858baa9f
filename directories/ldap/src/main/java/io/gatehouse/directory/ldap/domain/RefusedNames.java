package io.gatehouse.directory.ldap.domain;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Names whose passwords are not passed on at the moment, so that guesses at them cost the server no searches either. */
public final class RefusedNames {
    /** So long after its time a name may still be refused. */
    private static final long TIME = Duration.ofSeconds(1).toNanos();

    private static final int MOST = 16 * 1024;

    private final LongSupplier clock;

    /** Until when each is refused, in the order in which they were. */
    @GuardedBy("this") private final LinkedHashMap<String, Long> until = new LinkedHashMap<>();

    /** @param clock as {@link System#nanoTime()} */
    public RefusedNames(LongSupplier clock) {
        this.clock = clock;
    }

    /** The password of a user who is called that was not passed on. */
    public synchronized void add(String name) {
        Iterator<Long> oldest = until.values().iterator();
        while (oldest.hasNext() && (oldest.next() - clock.getAsLong() <= 0 || until.size() >= MOST)) {
            oldest.remove();
        }
        String key = key(name);
        until.remove(key);
        until.put(key, clock.getAsLong() + TIME);
    }

    /** A password of that user was right. */
    public synchronized void remove(String name) {
        until.remove(key(name));
    }

    /** Whether that was a moment ago. */
    public synchronized boolean has(String name) {
        Long end = until.get(key(name));
        return end != null && end - clock.getAsLong() > 0;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
