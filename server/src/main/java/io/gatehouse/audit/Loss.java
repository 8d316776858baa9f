package io.gatehouse.audit;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that records are lost, and once that it is over. May be used by many threads. */
final class Loss {
    private static final Logger log = LoggerFactory.getLogger(Loss.class);

    private final AuditCounts counts;
    private final long calmNanos;
    private final AtomicBoolean losing = new AtomicBoolean();
    private final AtomicLong last = new AtomicLong();
    private volatile long since;
    private volatile long before;

    /** @param calm after so long without a loss it is over */
    Loss(AuditCounts counts, Duration calm) {
        this.counts = counts;
        this.calmNanos = calm.toNanos();
    }

    /** A record is lost. */
    void lost(AuditDrop reason) {
        long now = System.nanoTime();
        last.set(now);
        if (!losing.get() && losing.compareAndSet(false, true)) {
            since = now;
            before = counts.dropped();
            counts.dropped(reason, 1);
            log.warn("audit records are lost ({}): logins go on, and each lost record is counted", reason.code());
        } else {
            counts.dropped(reason, 1);
        }
    }

    /** Says that it is over, if so. */
    void look() {
        long now = System.nanoTime();
        if (losing.get() && now - last.get() > calmNanos && losing.compareAndSet(true, false)) {
            log.warn(
                    "audit records are complete again: {} were lost within {}",
                    counts.dropped() - before,
                    seconds(last.get() - since));
        }
    }

    /** What is to be said of it now; null for nothing. */
    @Nullable String note() {
        return losing.get()
                ? counts.dropped() - before + " records lost in " + seconds(System.nanoTime() - since)
                : null;
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", Duration.ofNanos(nanos).toMillis() / 1e3);
    }
}
