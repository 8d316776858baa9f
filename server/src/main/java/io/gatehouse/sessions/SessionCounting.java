package io.gatehouse.sessions;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/** One question to all servers, how many sessions each has. Each sends one of them with its answer. */
final class SessionCounting {
    private static final int LEAST = 1;

    private SessionCounting() {}

    /**
     * Asks; what comes never fails, and ends once all servers have answered, or the time is over.
     *
     * @param patience how long the answers may take
     */
    static CompletableFuture<SessionTotal> begin(
            SystemConnection connection, Duration patience, ScheduledExecutorService timer) {
        return new ServerAsking<SessionPage>(connection, patience, 0, Duration.ZERO, timer)
                .begin(replies -> connection.sessions(SessionQuery.ALL.json(0, LEAST), replies))
                .thenApply(SessionCounting::counted);
    }

    private static SessionTotal counted(ServerAnswers<SessionPage> answers) {
        long sessions =
                answers.given().values().stream().mapToLong(SessionPage::total).sum();
        return new SessionTotal(sessions, new Coverage(answers.given().size(), answers.servers()));
    }
}
