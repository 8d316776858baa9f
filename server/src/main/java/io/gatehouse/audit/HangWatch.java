package io.gatehouse.audit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows when the one thread that stores records does not come back from the sink: from a pipe that nobody reads, or a file system that has
 * gone. It says so once, as soon as anybody asks. May be asked by many threads.
 */
final class HangWatch {
    private static final Logger log = LoggerFactory.getLogger(HangWatch.class);

    /** What a sink may take beside the time for which it waits by itself. */
    static final Duration SLACK = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile long most = SLACK.toNanos();

    /** When the sink was entered; 0 while nobody is in it. */
    private volatile long since;

    /** @param nanos as {@link System#nanoTime()} */
    HangWatch(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How long the sink waits by itself, which is no hanging. */
    void expect(Duration patience) {
        most = SLACK.plus(patience).toNanos();
    }

    /** Somebody enters the sink. */
    void enter() {
        long now = nanos.getAsLong();
        since = now == 0 ? 1 : now;
    }

    /** Has come back. */
    void leave() {
        long took = nanos.getAsLong() - since;
        since = 0;
        if (told.get() && told.getAndSet(false)) {
            log.info("a write of the audit log has come to its end, after {}", Loss.seconds(took));
        }
    }

    boolean isHanging() {
        return words() != null;
    }

    /** What is to be said of it; null while nothing hangs. */
    @Nullable String words() {
        long entered = since;
        long takes = entered == 0 ? 0 : nanos.getAsLong() - entered;
        if (takes < most) {
            return null;
        }
        String words = "a write does not come to its end (for " + Loss.seconds(takes) + ")";
        if (!told.get() && told.compareAndSet(false, true)) {
            log.error("the audit log cannot be written: {}", words);
        }
        return words;
    }
}
