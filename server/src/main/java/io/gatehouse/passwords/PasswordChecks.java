package io.gatehouse.passwords;

import io.gatehouse.admission.QueueState;
import io.gatehouse.drops.Drop;
import java.util.Objects;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Checks passwords: plain text on the spot, slow hashes on a few threads of their own with
 * {@linkplain HashQueues queues} before them. What cannot be hashed in time is not hashed, and what is given up while it waits costs nothing.
 */
public final class PasswordChecks implements AutoCloseable {
    /** A check that waits becomes the newest again at most this often. */
    static final long MOVE_AGAIN_NANOS = 100_000_000;

    private final HashQueues queue;
    private final HashThreads threads;
    private final SchemeTimes times = new SchemeTimes();
    private final HashingMemory memory = new HashingMemory();
    private final LongSupplier clock;
    private final PasswordChecksRecorder recorder;
    private volatile boolean closed;

    /** Checks with these settings, and tells what becomes of the slow ones. */
    public PasswordChecks(HashingSettings settings, PasswordChecksRecorder recorder) {
        this(settings, System::nanoTime, recorder);
    }

    PasswordChecks(HashingSettings settings, LongSupplier clock, PasswordChecksRecorder recorder) {
        this.clock = clock;
        this.recorder = recorder;
        this.queue = new HashQueues(settings, clock, this::dropped);
        this.threads = new HashThreads(settings.threads(), this::checkNext, () -> queue.size() > 0);
    }

    /**
     * Whether a password is the right one. Plain text is answered on the spot; a slow check waits from the moment of
     * subscription, and no more once that is cancelled.
     *
     * @param deadline after this moment, in {@link System#nanoTime()}, the answer is worth nothing
     * @return one answer; or {@link PasswordChecksFullException}, {@link PasswordCheckLateException}
     */
    public Mono<Boolean> matches(PasswordHash hash, String password, long deadline) {
        return hash.slow()
                ? Mono.create(sink -> begin(check(hash, password, CheckTerms.until(deadline)), sink))
                : Mono.just(hash.matches(password));
    }

    /** Puts a check into the queue at once; for a slow hash, and for those who share its result. */
    public PasswordCheck begin(PasswordHash hash, String password, CheckTerms asking) {
        PasswordCheck check = check(hash, password, asking);
        enqueue(check);
        return check;
    }

    /** Whether a check that came now would wait for a thread. */
    public boolean isBusy() {
        return threads.allBusy() || queue.size() > 0;
    }

    /** How many hashes of this one's scheme and cost all threads together compute in a second; 0 while none was measured. */
    public double perSecond(PasswordHash hash) {
        long nanos = times.of(hash.scheme()).last();
        return nanos == 0 ? 0 : threads.max() * 1e9 / nanos;
    }

    /** How many hashes are computed at a time, at most. */
    public int threads() {
        return threads.max();
    }

    /** The queue of slow checks. */
    public QueueState queue() {
        return queue;
    }

    /** How many checks wait for a thread. */
    public int waiting() {
        return queue.size();
    }

    /** Ends the threads; checks that wait are given up as if there were no room for them. */
    @Override
    public void close() {
        closed = true;
        giveUpAll();
        threads.end();
    }

    /**
     * Makes a check that waits the newest again, if it has not been made that of late; while the oldest goes first that
     * would put it back, so then it keeps its place.
     */
    void renew(PasswordCheck check) {
        long now = clock.getAsLong();
        if (queue.newestFirst(check) && check.mayMove(now) && queue.remove(check)) {
            check.arriveAgain(now);
            enqueue(check);
        }
    }

    void abandon(PasswordCheck check) {
        if (queue.remove(check)) {
            drop(check, CheckDrop.ABANDONED, new PasswordCheckLateException());
        }
    }

    private void enqueue(PasswordCheck check) {
        queue.offer(check);
        if (closed) {
            giveUpAll();
        } else {
            threads.wake();
        }
    }

    private void giveUpAll() {
        for (PasswordCheck check = queue.poll(); check != null; check = queue.poll()) {
            drop(check, CheckDrop.FULL, new PasswordChecksFullException());
        }
    }

    private PasswordCheck check(PasswordHash hash, String password, CheckTerms asking) {
        return new PasswordCheck(hash, password, times.of(hash.scheme()), this, clock.getAsLong(), asking);
    }

    /** Listens before it begins, so that the answer comes on the thread that found out. */
    private void begin(PasswordCheck check, MonoSink<Boolean> sink) {
        sink.onCancel(check::abandon);
        check.whenEnded((right, failure) -> {
            if (right != null) {
                sink.success(right);
            } else {
                sink.error(Objects.requireNonNull(failure));
            }
        });
        enqueue(check);
    }

    private boolean checkNext() {
        PasswordCheck check = closed ? null : queue.poll();
        if (check == null) {
            return false;
        }
        try {
            RuntimeException refusal = check.refusal();
            if (refusal == null) {
                compute(check);
            } else {
                drop(check, CheckDrop.LIMITED, refusal);
            }
        } catch (RuntimeException | Error e) {
            check.fail(e);
        }
        return true;
    }

    private void compute(PasswordCheck check) {
        long start = clock.getAsLong();
        recorder.began(start - check.begunAt());
        try {
            boolean right = memory.with(check.memoryKib(), check::compute);
            measured(check, right ? CheckResult.RIGHT : CheckResult.WRONG, start);
            check.end(right);
        } catch (RuntimeException | Error e) {
            measured(check, CheckResult.FAILED, start);
            check.fail(e);
        }
    }

    private void measured(PasswordCheck check, CheckResult result, long start) {
        long now = clock.getAsLong();
        if (result != CheckResult.FAILED) {
            check.usual().measured(now - start, now);
        }
        recorder.ended(result, check.scheme(), now - start);
    }

    private void drop(PasswordCheck check, CheckDrop reason, RuntimeException why) {
        recorder.dropped(reason);
        check.fail(why);
    }

    /** Tells those who wait for a check that the queue dropped it. */
    private void dropped(PasswordCheck check, Drop cause) {
        if (cause == Drop.QUEUE_FULL) {
            drop(check, CheckDrop.FULL, new PasswordChecksFullException());
        } else {
            boolean hopeless = cause == Drop.DEADLINE && !check.expiredAt(clock.getAsLong());
            drop(check, hopeless ? CheckDrop.WOULD_EXPIRE : CheckDrop.EXPIRED, new PasswordCheckLateException());
        }
    }
}
