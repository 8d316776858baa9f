package io.gatehouse.revocation;

import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.SessionTotal;
import io.gatehouse.sessions.Sessions;
import io.gatehouse.threads.Recovery;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the sessions of all servers counted again and again, as long as the connection lasts. Used by the thread of the revocations, and
 * waits for nothing.
 */
final class SessionTally {
    /** Between one answer and the next question, to which each server sends one session and how many there are. */
    static final Duration AGAIN = Duration.ofSeconds(15);

    private static final SessionTotal NOTHING = new SessionTotal(0, new Coverage(0, 0));

    private final Supplier<@Nullable Sessions> current;
    private final ExpectedServers servers;
    private final RevocationRecorder recorder;
    private final Executor work;
    private final ScheduledExecutorService timer;

    /**
     * @param current what is asked; null while no server answers
     * @param work does something on the thread of the revocations
     */
    SessionTally(
            Supplier<@Nullable Sessions> current,
            ExpectedServers servers,
            RevocationRecorder recorder,
            Executor work,
            ScheduledExecutorService timer) {
        this.current = current;
        this.servers = servers;
        this.recorder = recorder;
        this.work = work;
        this.timer = timer;
    }

    /** Records what was counted, and counts again after a while, unless the connection is lost meanwhile. */
    void counted(Sessions asked, SessionTotal total) {
        if (!isCurrent(asked)) {
            return;
        }
        boolean known = servers.isWhole(total.coverage(), System.nanoTime());
        recorder.counted(known ? OptionalLong.of(total.sessions()) : OptionalLong.empty());
        ScheduledFuture<?> unused =
                timer.schedule(() -> work.execute(() -> count(asked)), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void count(Sessions asked) {
        if (isCurrent(asked)) {
            CompletableFuture<SessionTotal> unused = Recovery.get(
                            asked::count, CompletableFuture::<SessionTotal>failedFuture)
                    .whenComplete(
                            (total, failure) -> work.execute(() -> counted(asked, total == null ? NOTHING : total)));
        }
    }

    @SuppressWarnings("ReferenceEquality") // those of an equal connection are others
    private boolean isCurrent(Sessions asked) {
        return asked == current.get();
    }

    /** The connection is lost. */
    void lost() {
        recorder.counted(OptionalLong.empty());
    }
}
