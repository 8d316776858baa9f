package io.gatehouse.admin.status;

import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.SessionTotal;
import io.gatehouse.sessions.Sessions;
import io.gatehouse.threads.Recovery;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** How many sessions there are on all servers, which are asked again after a while, as long as somebody wants to know. */
final class SessionCount {
    private static final long FRESH_MILLIS = 10_000;

    private final SessionSource source;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Known known = Known.unknown("the servers are being asked", 0);

    SessionCount(SessionSource source) {
        this.source = source;
    }

    /**
     * What is known.
     *
     * @param state off, unknown or known
     * @param at when it came to be known, in milliseconds since 1970
     * @param why it is not known; empty where it is
     */
    record Known(String state, long count, Coverage coverage, long at, String why) {
        private static final Coverage NOBODY = new Coverage(0, 0);
        static final Known OFF = new Known("off", 0, NOBODY, 0, "");

        static Known unknown(String why, long at) {
            return new Known("unknown", 0, NOBODY, at, why);
        }

        static Known of(SessionTotal total, long at) {
            return total.coverage().answered() == 0
                    ? unknown("no server has told how many it has", at)
                    : new Known("known", total.sessions(), total.coverage(), at, "");
        }

        void write(StatusWriter json) {
            json.text("state", state);
            if (state.equals("known")) {
                json.number("count", count).number("at", at);
                json.number("servers_answered", (long) coverage.answered())
                        .number("servers", (long) coverage.servers());
            } else if (!why.isEmpty()) {
                json.text("why", why);
            }
        }
    }

    /** What is known now; asks the servers where that is old. */
    Known now() {
        if (!source.isOn()) {
            return Known.OFF;
        }
        Sessions sessions = source.sessions().get();
        long now = System.currentTimeMillis();
        if (sessions == null) {
            return Known.unknown(SessionSource.SILENCE, now);
        }
        if (now - known.at() >= FRESH_MILLIS && asking.compareAndSet(false, true)) {
            CompletableFuture<SessionTotal> unused = Recovery.get(
                            sessions::count, CompletableFuture::<SessionTotal>failedFuture)
                    .whenComplete(this::counted);
        }
        return known;
    }

    private void counted(@Nullable SessionTotal total, @Nullable Throwable failure) {
        long now = System.currentTimeMillis();
        known = total == null ? Known.unknown("the servers could not be asked", now) : Known.of(total, now);
        asking.set(false);
    }
}
