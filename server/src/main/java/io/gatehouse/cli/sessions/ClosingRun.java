package io.gatehouse.cli.sessions;

import io.gatehouse.cli.process.ProgressLine;
import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.ServerSession;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Closes sessions in turn, at a pace, with a bounded number of requests under way.
 *
 * @param closing asks the session's server to close it; never fails
 * @param connected whether servers can be asked at all
 */
record ClosingRun(
        Function<ServerSession, CompletableFuture<Closing>> closing,
        BooleanSupplier connected,
        Pace pace,
        ProgressLine progress) {
    /** Sent to servers at a time. */
    private static final int WINDOW = 64;

    /** What became of how many. Once the connection is lost, the rest counts as failed, and is not waited for. */
    Map<Closing, Integer> close(List<ServerSession> sessions) throws InterruptedException {
        Map<Closing, Integer> closed = new EnumMap<>(Closing.class);
        Queue<CompletableFuture<Closing>> begun = new ArrayDeque<>();
        int sent = 0;
        for (ServerSession session : sessions) {
            pace.await();
            if (!connected.getAsBoolean()) {
                closed.merge(Closing.FAILED, sessions.size() - sent, Integer::sum);
                break;
            }
            begun.add(closing.apply(session));
            progress.at(++sent);
            if (begun.size() == WINDOW) {
                closed.merge(begun.remove().join(), 1, Integer::sum);
            }
        }
        begun.forEach(one -> closed.merge(one.join(), 1, Integer::sum));
        progress.end();
        return closed;
    }
}
