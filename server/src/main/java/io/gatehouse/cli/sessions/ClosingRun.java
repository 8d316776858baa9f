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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Closes sessions in turn, at a pace, with a bounded number of requests under way.
 *
 * @param closing asks the session's server to close it; never fails
 * @param connected whether servers can be asked at all
 * @param ended hears what became of each session, in their order
 */
record ClosingRun(
        Function<ServerSession, CompletableFuture<Closing>> closing,
        BooleanSupplier connected,
        Pace pace,
        ProgressLine progress,
        Consumer<EndedSession> ended) {
    /** Sent to servers at a time. */
    private static final int WINDOW = 64;

    /** What became of how many. Once the connection is lost, the rest counts as failed, and is not waited for. */
    Map<Closing, Integer> close(List<ServerSession> sessions) throws InterruptedException {
        Map<Closing, Integer> closed = new EnumMap<>(Closing.class);
        Queue<CompletableFuture<EndedSession>> begun = new ArrayDeque<>();
        int sent = 0;
        while (sent < sessions.size()) {
            pace.await(() -> end(begun, CompletableFuture::isDone, closed));
            if (!connected.getAsBoolean()) {
                break;
            }
            ServerSession session = sessions.get(sent);
            begun.add(closing.apply(session).thenApply(what -> EndedSession.now(session, what)));
            progress.at(++sent);
            end(begun, first -> first.isDone() || begun.size() == WINDOW, closed);
        }
        end(begun, first -> true, closed);
        sessions.subList(sent, sessions.size())
                .forEach(session -> end(EndedSession.now(session, Closing.FAILED), closed));
        progress.end();
        return closed;
    }

    /** Waits for the first of those that are under way, again and again. */
    private void end(
            Queue<CompletableFuture<EndedSession>> begun,
            Predicate<CompletableFuture<EndedSession>> isWaitedFor,
            Map<Closing, Integer> closed) {
        while (!begun.isEmpty() && isWaitedFor.test(begun.element())) {
            end(begun.remove().join(), closed);
        }
    }

    private void end(EndedSession one, Map<Closing, Integer> closed) {
        closed.merge(one.result(), 1, Integer::sum);
        ended.accept(one);
    }
}
