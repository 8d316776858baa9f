package io.gatehouse.directory.guard.backend;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.directory.guard.backend.BackendBreaker.Outage;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of a backend once that it has gone, and once that it is back. Where probes have said so and lookups went on to fail, lookups
 * have to show it: what fails again and again after that, each time within a minute, is told as one outage.
 */
final class OutageLog {
    private static final Logger log = LoggerFactory.getLogger(OutageLog.class);

    /** What begins so long after the end of an outage is another one, though no lookup may have been answered in between. */
    private static final long APART = TimeUnit.MINUTES.toNanos(1);

    private final String name;

    /** It has begun, and no lookup was answered since; null while all is well. */
    private volatile @Nullable Outage unproven;

    @GuardedBy("this") private boolean doubted;

    @GuardedBy("this") private long endedAt;

    OutageLog(String name) {
        this.name = name;
    }

    synchronized void opened(Outage outage) {
        if (unproven != null && outage.since() - endedAt > APART) {
            proven();
        }
        if (unproven == null) {
            unproven = outage;
        } else if (doubted) {
            return;
        } else {
            doubted = true;
        }
        log.warn(
                "directory {} cannot answer: {}; logins that are not remembered get no answer until it can",
                name,
                outage.why());
    }

    /** Probes say that it is over. */
    synchronized void ended(long now) {
        endedAt = now;
        if (!doubted) {
            tellEnd();
        }
    }

    /** A lookup that began after that was answered. */
    void answered() {
        if (unproven != null) {
            proven();
        }
    }

    private synchronized void proven() {
        if (unproven != null && doubted) {
            tellEnd();
        }
        unproven = null;
        doubted = false;
    }

    @GuardedBy("this") private void tellEnd() {
        Outage outage = unproven;
        if (outage != null) {
            log.info("directory {} answers again, after {}", name, time(endedAt - outage.since()));
        }
    }

    /** For a login that gets no answer. */
    String words(@Nullable Outage outage) {
        return "directory " + name + " cannot answer" + (outage == null ? "" : ": " + outage.why());
    }

    /** For whoever asks how things are. */
    String words(Outage outage, long now) {
        return "cannot answer for " + time(now - outage.since()) + ": " + outage.why();
    }

    private static String time(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", Duration.ofNanos(nanos).toMillis() / 1000.0);
    }
}
