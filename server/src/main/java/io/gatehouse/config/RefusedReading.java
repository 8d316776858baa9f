package io.gatehouse.config;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Why the configuration could not be used when it was read last. What was wrong may be put right in a file that nobody looks at, so
 * that it is due to be read again after a while. Used by one thread at a time.
 */
public final class RefusedReading {
    private final long pause;
    private final LongSupplier clock;
    private @Nullable List<String> problems;
    private long at;

    /**
     * Nothing is refused yet.
     *
     * @param pause until it is read again
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    public RefusedReading(Duration pause, LongSupplier clock) {
        this.pause = pause.toNanos();
        this.clock = clock;
    }

    /** It could not be used; whether that is for other reasons than the time before. */
    public boolean refused(List<String> now) {
        boolean others = !now.equals(problems);
        problems = List.copyOf(now);
        at = clock.getAsLong();
        return others;
    }

    /** It could be used; whether it could not the time before. */
    public boolean used() {
        boolean before = problems != null;
        problems = null;
        return before;
    }

    /** Whether it could not be used, and is to be read again. */
    public boolean isDue() {
        return problems != null && clock.getAsLong() - at >= pause;
    }
}
