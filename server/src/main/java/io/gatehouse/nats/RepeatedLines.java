package io.gatehouse.nats;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Logs a line at once, and equal ones once a minute with their number. */
public final class RepeatedLines {
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
    /** Different lines in a minute; no others are logged then. */
    private static final int MOST = 64;

    private final Logger log;
    private final LongSupplier clock;

    @GuardedBy("this") private final Map<String, Seen> lines = new HashMap<>();

    private static final class Seen {
        private long loggedAt;
        private long left;

        Seen(long loggedAt) {
            this.loggedAt = loggedAt;
        }
    }

    /** @param clock nanoseconds */
    public RepeatedLines(Logger log, LongSupplier clock) {
        this.log = log;
        this.clock = clock;
    }

    public void warn(String line) {
        write(Level.WARN, line, line);
    }

    /**
     * Writes a warning, unless one of its kind was written a short time ago.
     *
     * @param kind lines of one kind are alike
     */
    public void warn(String kind, String line) {
        write(Level.WARN, kind, line);
    }

    public void error(String line) {
        write(Level.ERROR, line, line);
    }

    /** What comes from now on is news. */
    public synchronized void forget() {
        lines.clear();
    }

    private synchronized void write(Level level, String kind, String line) {
        long now = clock.getAsLong();
        Seen seen = lines.get(kind);
        if (seen == null) {
            if (lines.size() >= MOST) {
                lines.values().removeIf(old -> now - old.loggedAt >= PAUSE_NANOS);
            }
            if (lines.size() < MOST) {
                lines.put(kind, new Seen(now));
                log.atLevel(level).log(line);
            }
        } else if (now - seen.loggedAt >= PAUSE_NANOS) {
            log.atLevel(level).log("{} ({} times more since the last such line)", line, seen.left);
            seen.left = 0;
            seen.loggedAt = now;
        } else {
            seen.left++;
            log.debug("Again: {}", line);
        }
    }
}
