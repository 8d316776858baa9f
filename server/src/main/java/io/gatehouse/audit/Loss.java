package io.gatehouse.audit;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that records are lost, and once that it is over. May be used by many threads. */
final class Loss {
    private static final Logger log = LoggerFactory.getLogger(Loss.class);

    private final AuditCounts counts;
    private final long calmNanos;
    private final AtomicReference<@Nullable Episode> episode = new AtomicReference<>();
    private final AtomicLong last = new AtomicLong();

    /** @param calm after so long without a loss it is over */
    Loss(AuditCounts counts, Duration calm) {
        this.counts = counts;
        this.calmNanos = calm.toNanos();
    }

    /** A record is lost. */
    void lost(AuditDrop reason) {
        long now = System.nanoTime();
        last.set(now);
        // What was lost before is read before anybody can see that records are lost, and be counted to it.
        boolean first = episode.get() == null && episode.compareAndSet(null, new Episode(now, counts.dropped()));
        counts.dropped(reason, 1);
        if (first) {
            log.warn("audit records are lost ({}): logins go on, and each lost record is counted", reason.code());
        }
    }

    /** Says that it is over, if so. */
    void look() {
        Episode current = episode.get();
        if (current != null && System.nanoTime() - last.get() > calmNanos && episode.compareAndSet(current, null)) {
            log.warn(
                    "audit records are complete again: {} within {}",
                    counted(counts.dropped() - current.before(), "was lost", "were lost"),
                    seconds(last.get() - current.since()));
        }
    }

    /** What is to be said of it now; null for nothing. */
    @Nullable String note() {
        Episode current = episode.get();
        return current == null
                ? null
                : counted(counts.dropped() - current.before(), "record lost in ", "records lost in ")
                        + seconds(System.nanoTime() - current.since());
    }

    /**
     * A time in which records are lost.
     *
     * @param since its begin, by {@link System#nanoTime()}
     * @param before how many were lost before it
     */
    private record Episode(long since, long before) {}

    static String counted(long number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", Duration.ofNanos(nanos).toMillis() / 1e3);
    }
}
