package io.gatehouse.directory.guard;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * One lookup that is under way, for all who want the same. It ends when it is answered, no matter who still waits, or when it
 * has taken as long as it may.
 */
final class Flight {
    private final CompletableFuture<LookupResult> result = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    @GuardedBy("this") private long latest;

    @GuardedBy("this") private @Nullable LookupTerms terms;

    @GuardedBy("this") private @Nullable Disposable timeLimit;

    private final int timesForgotten;

    Flight(long deadline) {
        this(deadline, 0);
    }

    /** @param timesForgotten how often something of its directory was forgotten before it began */
    Flight(long deadline, int timesForgotten) {
        this.latest = deadline;
        this.timesForgotten = timesForgotten;
    }

    /** How often something of its directory was forgotten before it began. */
    int timesForgotten() {
        return timesForgotten;
    }

    /** The answer, once it was remembered. */
    CompletableFuture<LookupResult> result() {
        return result;
    }

    /** One more waits. The terms are extended without the lock: that may end other flights. */
    void join(long deadline) {
        LookupTerms agreed;
        synchronized (this) {
            if (deadline - latest <= 0) {
                return;
            }
            latest = deadline;
            agreed = terms;
        }
        if (agreed != null) {
            agreed.extend(deadline);
        }
    }

    /** The directory is asked on these terms for the first who waits. */
    void startedOn(LookupTerms agreed) {
        long until;
        synchronized (this) {
            terms = agreed;
            until = latest;
        }
        agreed.extend(until);
    }

    /** Its end is timed; nothing is when it has come to its end meanwhile. */
    synchronized void limitedBy(Disposable timer) {
        if (ended.get()) {
            timer.dispose();
        } else {
            timeLimit = timer;
        }
    }

    /** Whether it has come to its end. */
    boolean isOver() {
        return ended.get();
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
