package io.gatehouse.sessions;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds and closes the sessions of all servers. Waits for nothing.
 *
 * @param patience how long a server may be silent
 * @param timer gives up servers that are
 * @param pages how many they are asked for at a time
 */
public record Sessions(SystemConnection connection, Duration patience, ScheduledExecutorService timer, PageSize pages) {
    /** Sessions that are kept of what is found. */
    private static final int MOST = 1_000_000;

    /**
     * Looks for sessions, and hands them over as they come; never fails.
     *
     * @param queries at least one
     * @param each takes some of them, on a thread of the connection; one may come twice
     */
    public CompletableFuture<Coverage> find(List<SessionQuery> queries, Consumer<List<ServerSession>> each) {
        AtomicInteger answered = new AtomicInteger(Integer.MAX_VALUE);
        AtomicInteger servers = new AtomicInteger();
        CompletableFuture<?>[] all = queries.stream()
                .map(query -> new SessionFinding(connection, query, pages, patience, each, timer)
                        .begin()
                        .thenAccept(found -> {
                            answered.accumulateAndGet(found.answered(), Math::min);
                            servers.accumulateAndGet(found.servers(), Math::max);
                        }))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).thenApply(done -> new Coverage(answered.get(), servers.get()));
    }

    /** Looks for sessions, and tells of them once all are known. */
    public CompletableFuture<FoundSessions> all(SessionQuery query) {
        Map<Place, ServerSession> found = new LinkedHashMap<>();
        return find(List.of(query), some -> {
                    synchronized (found) {
                        for (ServerSession session : some) {
                            if (found.size() < MOST) {
                                found.put(Place.of(session), session);
                            }
                        }
                    }
                })
                .thenApply(coverage -> {
                    synchronized (found) {
                        return new FoundSessions(List.copyOf(found.values()), coverage);
                    }
                });
    }

    /**
     * Looks for sessions, and tells of the first of them and how many there are, once all are known; never fails.
     *
     * @param queries at least one
     * @param most how many are kept
     * @param wanted which of those that are found count
     */
    public CompletableFuture<CountedSessions> first(
            List<SessionQuery> queries, int most, Predicate<ServerSession> wanted) {
        FirstSessions first = new FirstSessions(most, wanted);
        return find(queries, first::take).thenApply(first::counted);
    }

    /** Counts the sessions; never fails. */
    public CompletableFuture<SessionTotal> count() {
        return SessionCounting.begin(connection, patience, timer);
    }

    /** Closes a session; never fails. */
    public CompletableFuture<Closing> close(ServerSession session) {
        return connection.close(session, patience).exceptionally(failure -> Closing.FAILED);
    }

    /**
     * Where a session is, which is nowhere else ever again.
     *
     * @param server the server's public key
     * @param cid its number there
     */
    public record Place(String server, long cid) {
        /** Where this one is. */
        public static Place of(ServerSession session) {
            return new Place(session.server(), session.cid());
        }
    }
}
