package io.gatehouse.sessions;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One question to all servers, how many sessions each has. Each sends one of them with its answer. */
final class SessionCounting {
    private static final int LEAST = 1;

    private final SystemConnection connection;
    private final Duration patience;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<SessionTotal> result = new CompletableFuture<>();

    @GuardedBy("this") private final Map<String, Integer> totals = new HashMap<>();

    @GuardedBy("this") private int servers;

    /** @param patience how long the answers may take */
    SessionCounting(SystemConnection connection, Duration patience, ScheduledExecutorService timer) {
        this.connection = connection;
        this.patience = patience;
        this.timer = timer;
    }

    /** Asks; what comes never fails, and ends once all servers have answered, or the time is over. */
    CompletableFuture<SessionTotal> begin() {
        CompletableFuture<Void> known =
                connection.servers(patience).handle((number, failure) -> known(number == null ? 0 : number));
        SystemConnection.Asked asked = connection.sessions(SessionQuery.ALL.json(0, LEAST), this::replied);
        ScheduledFuture<?> late =
                timer.schedule(() -> result.complete(counted()), patience.toNanos(), TimeUnit.NANOSECONDS);
        return result.whenComplete((total, failure) -> {
            asked.close();
            boolean unused = late.cancel(false);
            boolean unusedToo = known.cancel(false);
        });
    }

    private @Nullable Void known(int number) {
        synchronized (this) {
            servers = number;
        }
        endIfWhole();
        return null;
    }

    private void replied(SystemReply<SessionPage> reply) {
        SessionPage page = reply.data();
        if (page == null) {
            return;
        }
        synchronized (this) {
            totals.put(reply.server().id(), page.total());
        }
        endIfWhole();
    }

    private void endIfWhole() {
        SessionTotal total = counted();
        if (total.coverage().isWhole()) {
            result.complete(total);
        }
    }

    private synchronized SessionTotal counted() {
        long sessions = totals.values().stream().mapToLong(Integer::longValue).sum();
        return new SessionTotal(sessions, new Coverage(totals.size(), servers));
    }
}
