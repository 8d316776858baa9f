package io.gatehouse.passwords;

import io.gatehouse.admission.MovingAverage;
import io.gatehouse.admission.Timed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One check of a password against a slow hash: it waits in the queue, runs on a hashing thread, and has one result for all
 * who want it. It is no asker's own: once it runs it comes to its end, whoever gave up before.
 */
public final class PasswordCheck implements Timed {
    /** What a check takes in memory besides its password, in bytes. */
    private static final int BASE_WEIGHT = 256;

    private final PasswordHash hash;
    private final String password;
    private final MovingAverage usual;
    private final PasswordChecks checks;
    private final CompletableFuture<Boolean> result = new CompletableFuture<>();
    private final long begunAt;
    private final AtomicLong movedAt;
    private final AtomicLong deadline;
    private final CheckTerms asking;
    /** Written only while the check is in no queue. */
    private long arrivedAt;

    /** @param usual how long hashes of its scheme take of late */
    PasswordCheck(
            PasswordHash hash,
            String password,
            MovingAverage usual,
            PasswordChecks checks,
            long now,
            CheckTerms asking) {
        this.hash = hash;
        this.password = password;
        this.usual = usual;
        this.checks = checks;
        this.begunAt = now;
        this.arrivedAt = now;
        this.movedAt = new AtomicLong(now);
        this.deadline = new AtomicLong(asking.deadline());
        this.asking = asking;
    }

    /**
     * Whether the password is the right one; a copy of its own for each who asks, so that cancelling it cancels nothing
     * else. Ends on the thread that found out, with {@link PasswordChecksFullException} or {@link
     * PasswordCheckLateException} when the check was given up, or with what the hash threw.
     */
    public CompletableFuture<Boolean> result() {
        return result.copy();
    }

    /**
     * Joins somebody who wants the same to be known: the check is worth doing until the later of the deadlines, and where
     * the newest goes first, one that waits becomes the newest again, at most once in 100 ms.
     *
     * @param until a deadline in {@link System#nanoTime()}
     * @return false when it has come to an end already, good or bad
     */
    public boolean extend(long until) {
        deadline.accumulateAndGet(until, (one, other) -> one - other >= 0 ? one : other);
        checks.renew(this);
        return !result.isDone();
    }

    /** Says that nobody wants to know any more: one that waits leaves the queue unhashed, one that runs ends as always. */
    public void abandon() {
        checks.abandon(this);
    }

    @Override
    public long arrivedAt() {
        return arrivedAt;
    }

    @Override
    public long deadline() {
        return deadline.get();
    }

    @Override
    public int weight() {
        return BASE_WEIGHT + 2 * password.length();
    }

    /** Neither the password nor what it is compared with. */
    @Override
    public String toString() {
        return "PasswordCheck[" + scheme() + "]";
    }

    /** When it was asked for first. */
    long begunAt() {
        return begunAt;
    }

    Precedence precedence() {
        return asking.precedence();
    }

    /** Why it is not to be computed; null when it is. Asked once, just before. */
    @Nullable RuntimeException refusal() {
        return asking.refusal().get();
    }

    String scheme() {
        return hash.scheme();
    }

    int memoryKib() {
        return (int) (hash.memory() / 1024);
    }

    MovingAverage usual() {
        return usual;
    }

    /** Whether it may become the newest again at that moment; true for one caller only. */
    boolean mayMove(long now) {
        long last = movedAt.get();
        return now - last >= PasswordChecks.MOVE_AGAIN_NANOS && movedAt.compareAndSet(last, now);
    }

    /** Comes anew at that moment; only while it is in no queue. */
    void arriveAgain(long now) {
        arrivedAt = now;
    }

    boolean compute() {
        return hash.matches(password);
    }

    void end(boolean right) {
        result.complete(right);
    }

    void fail(Throwable why) {
        result.completeExceptionally(why);
    }

    /** Calls with the result, or with why there is none; on the thread that found out. */
    void whenEnded(BiConsumer<@Nullable Boolean, @Nullable Throwable> end) {
        CompletableFuture<Boolean> unused = result.whenComplete(end);
    }
}
