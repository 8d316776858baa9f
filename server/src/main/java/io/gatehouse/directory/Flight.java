package io.gatehouse.directory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * One question that is being worked on, for all who ask the same. It ends when it is answered, no matter who still waits, or when
 * it has taken as long as it may.
 */
final class Flight {
    private final CompletableFuture<LookupResult> landed = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private long latest;
    private @Nullable Inquiry inquiry;
    private @Nullable Disposable timeLimit;

    Flight(long deadline) {
        this.latest = deadline;
    }

    /** The answer, once it was remembered. */
    CompletableFuture<LookupResult> landed() {
        return landed;
    }

    /** One more waits. */
    synchronized void join(long deadline) {
        if (deadline - latest > 0) {
            latest = deadline;
            if (inquiry != null) {
                inquiry.extend(deadline);
            }
        }
    }

    /** The directory was asked for the first who waited. */
    synchronized void begun(Inquiry asked, long deadline) {
        inquiry = asked;
        if (latest - deadline > 0) {
            asked.extend(latest);
        }
    }

    /** Its end is timed; nothing is when it has come to its end meanwhile. */
    synchronized void limitedBy(Disposable timer) {
        if (ended.get()) {
            timer.dispose();
        } else {
            timeLimit = timer;
        }
    }

    /** Ends it; true for the first who does. */
    boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        synchronized (this) {
            if (timeLimit != null) {
                timeLimit.dispose();
                timeLimit = null;
            }
        }
        return true;
    }
}
