package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import io.gatehouse.sessions.FoundSessions;
import io.gatehouse.sessions.SessionQuery;
import io.gatehouse.sessions.SystemAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Users who are disabled while they log in at a server where no instance is.
 *
 * @param prefix what the names of its users begin with, and no others
 * @param password of each of them
 */
@SuppressWarnings("try") // closing may be interrupted
record RevocationRace(RevocationStage cluster, String prefix, String password, Users users) {
    private static final int TOGETHER = 50;
    private static final int SERVER = 2;
    private static final int MOST_MICROS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** nats-server waits for an answer for 2 s, and the last look for sessions comes after {@code revocation.auth_timeout}. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(6);

    /** Changes the users of a directory. */
    interface Users {
        /** Adds a user who may log in, or lets one log in again. */
        void enable(String name) throws Exception;

        void disable(String name) throws Exception;
    }

    /** So many users are disabled in the moment in which they log in: none of them has a session once all is over. */
    void nobodySurvives(int tries) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int done = 0; done < tries; done += TOGETHER) {
                nobodySurvives(Math.min(TOGETHER, tries - done), threads);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void nobodySurvives(int together, ExecutorService threads) throws Exception {
        for (int i = 0; i < together; i++) {
            users.enable(prefix + i);
        }
        await().atMost(PATIENCE).until(() -> cluster.isLetIn(0, prefix + (together - 1), password));
        List<CompletableFuture<@Nullable RawLogin>> logins = new ArrayList<>();
        for (int i = 0; i < together; i++) {
            String name = prefix + i;
            logins.add(CompletableFuture.supplyAsync(
                    () -> RawLogin.of(cluster.server(SERVER).port(), name, password), threads));
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(MOST_MICROS));
            users.disable(name);
        }
        for (CompletableFuture<@Nullable RawLogin> login : logins) {
            RawLogin unused = login.get(30, TimeUnit.SECONDS);
        }
        awaitNoSession(cluster, prefix);
        for (CompletableFuture<@Nullable RawLogin> login : logins) {
            RawLogin session = login.get();
            if (session != null) {
                session.close();
            }
        }
    }

    /** @param user whose name begins so */
    static void awaitNoSession(RevocationStage cluster, String user) throws Exception {
        try (SystemAccess access = cluster.access()) {
            await().atMost(LAST_LOOK).until(() -> {
                FoundSessions found =
                        access.sessions().all(new SessionQuery(null, "APP1")).join();
                return found.coverage().isWhole()
                        && found.sessions().stream().noneMatch(one -> one.user().startsWith(user));
            });
        }
    }
}
