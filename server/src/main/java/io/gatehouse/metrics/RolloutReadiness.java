package io.gatehouse.metrics;

import io.gatehouse.admission.QueueState;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether an instance carries its share of the logins, and could carry that of another one as well. A new one knows no
 * credential, so that each login costs it a hash at first; it is warm once the hashing threads have been busy for less
 * than half of the last {@link HashingLoad#WINDOW}, while no password check was dropped. When one of two instances goes,
 * the other's logins double at most.
 */
public final class RolloutReadiness {
    /** How much of the threads' time may be taken for twice as much to be still possible. */
    static final double HALF = 0.5;

    /** Who hashes more than half of the time for good is as warm as it gets after this. */
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
    public RolloutReadiness(PasswordCounters counters, Supplier<QueueState> queue, int threads, BooleanSupplier hashes) {
        this(counters.load(), queue, threads, hashes, System::nanoTime);
    }

    RolloutReadiness(HashingLoad load, Supplier<QueueState> queue, int threads, BooleanSupplier hashes, LongSupplier clock) {
        this.load = load;
        this.queue = queue;
        this.threads = threads;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** Requests arrive from now on; where no password has to be hashed, that is warm already. */
    public void subscribed() {
        if (subscribedAt == null) {
            subscribedAt = clock.getAsLong();
        }
        if (!hashes.getAsBoolean()) {
            warm = true;
        }
    }

    /** Why it is not warm yet; null once it has been, for as long as the process lives. */
    public @Nullable String whyCold() {
        if (!warm) {
            String why = why(true);
            warm = why == null;
            return why;
        }
        return null;
    }

    /** Whether it could carry the share of another instance now. */
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
        if (queue.get().standing() || load.isDropping()) {
            return "more passwords have to be hashed than can be";
        }
        boolean asWarmAsItGets = givingUp && age >= LONGEST.toNanos();
        return load.busy(threads) <= HALF || asWarmAsItGets
                ? null
                : "the hashing threads are busy for more than half of the time";
    }
}
