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
    private static final int FIRST_MICROS = 3_000;
    private static final int LEAST_MICROS = 100;
    private static final int MOST_MICROS = 5_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * nats-server waits for an answer for 2 s, and the last look for sessions comes after {@code revocation.auth_timeout}; on a busy
     * machine some time later. Who has a session after it keeps it for good.
     */
    private static final Duration LAST_LOOK = Duration.ofSeconds(20);

    /** Changes the users of a directory. */
    interface Users {
        /** Adds a user who may log in, or lets one log in again. */
        void enable(String name) throws Exception;

        void disable(String name) throws Exception;

        /** Waits before each login where only so many may be disabled a second. */
        default void pace() throws InterruptedException {}
    }

    /**
     * So many users are disabled in the moment in which they log in: none of them has a session once all is over. How long a login is
     * under way by then is changed so that some are let in and some are not.
     *
     * @return how many of them were let in
     */
    int nobodySurvives(int tries) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        int in = 0;
        int micros = FIRST_MICROS;
        try {
            for (int done = 0; done < tries; done += TOGETHER) {
                int together = Math.min(TOGETHER, tries - done);
                int some = nobodySurvives(together, micros, threads);
                in += some;
                micros = some * 2 < together
                        ? Math.min(MOST_MICROS, micros * 3 / 2)
                        : Math.max(LEAST_MICROS, micros * 2 / 3);
            }
            return in;
        } finally {
            threads.shutdownNow();
        }
    }

    private int nobodySurvives(int together, int micros, ExecutorService threads) throws Exception {
        for (int i = 0; i < together; i++) {
            users.enable(prefix + i);
        }
        await().atMost(PATIENCE).until(() -> cluster.isLetIn(0, prefix + (together - 1), password));
        List<CompletableFuture<@Nullable RawLogin>> logins = new ArrayList<>();
        for (int i = 0; i < together; i++) {
            String name = prefix + i;
            users.pace();
            logins.add(CompletableFuture.supplyAsync(
                    () -> RawLogin.of(cluster.server(SERVER).port(), name, password), threads));
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(micros));
            users.disable(name);
        }
        for (CompletableFuture<@Nullable RawLogin> login : logins) {
            RawLogin unused = login.get(30, TimeUnit.SECONDS);
        }
        awaitNoSession(cluster, prefix);
        int in = 0;
        for (CompletableFuture<@Nullable RawLogin> login : logins) {
            RawLogin session = login.get();
            if (session != null) {
                in++;
                session.close();
            }
        }
        return in;
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
