package io.gatehouse.metrics;

import io.gatehouse.admission.QueueState;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether an instance could carry another one's logins as well, so that the other may be restarted. The cache of a new instance
 * is empty, so that each login costs it a hash; it is warm once the hashing threads have been busy for less than half of the
 * last {@link HashingLoad#WINDOW} and no password check was dropped meanwhile. When one of two instances stops, the other's
 * logins double at most.
 */
public final class RolloutReadiness {
    /** The part of the threads' time up to which twice as many hashes are possible. */
    static final double HALF = 0.5;

    /** After this, an instance that always hashes for more than half of the time counts as warm. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private final HashingLoad load;
    private final Supplier<QueueState> queue;
    private final int threads;
    private final BooleanSupplier hashes;
    private final LongSupplier clock;
    private volatile @Nullable Long subscribedAt;
    private volatile boolean warm;

    /**
     * @param queue the password checks that wait
     * @param threads how many hashes are computed at a time
     * @param hashes whether any password has to be hashed
     */
    public RolloutReadiness(
            PasswordCounters counters, Supplier<QueueState> queue, int threads, BooleanSupplier hashes) {
        this(counters.load, queue, threads, hashes, System::nanoTime);
    }

    RolloutReadiness(
            HashingLoad load, Supplier<QueueState> queue, int threads, BooleanSupplier hashes, LongSupplier clock) {
        this.load = load;
        this.queue = queue;
        this.threads = threads;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** Requests arrive from now on; where no password has to be hashed, the instance is warm at once. */
    public void subscribed() {
        if (subscribedAt == null) {
            subscribedAt = clock.getAsLong();
        }
        if (!hashes.getAsBoolean()) {
            warm = true;
        }
    }

    /** Why it is not warm yet; null for good once it is. Before requests arrive nothing is for good: directories may not be open yet. */
    public @Nullable String whyCold() {
        if (!warm) {
            String why = why(true);
            warm = why == null && subscribedAt != null;
            return why;
        }
        return null;
    }

    /** Whether it could carry the logins of another instance now. */
    public boolean nextMayGo() {
        return whyCold() == null && why(false) == null;
    }

    private @Nullable String why(boolean givingUp) {
        if (!hashes.getAsBoolean()) {
            return null;
        }
        Long since = subscribedAt;
        long age = since == null ? -1 : clock.getAsLong() - since;
        if (age < HashingLoad.WINDOW.toNanos()) {
            return "no logins were watched for 5 s yet";
        }
        if (queue.get().isStanding() || load.isDropping()) {
            return "more passwords have to be hashed than can be";
        }
        boolean longEnough = givingUp && age >= LONGEST.toNanos();
        return load.busy(threads) <= HALF || longEnough
                ? null
                : "the hashing threads are busy for more than half of the time";
    }
}
