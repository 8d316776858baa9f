package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Workers, Reactor's threads and netty's never block, whatever kind of login they work on. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class NoBlockingIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(1);
    private static final int ENOUGH = 40;
    private static final String HASHING_LATE = "gatehouse_dropped_total{reason=\"hashing_late\"}";
    private static final String USERS = """
            {"plain":  {"pass": "p1", "account": "APP1"},
             "bcrypt": {"pass": "%s", "account": "APP1"},
             "other":  {"pass": "%s", "account": "APP1"},
             "slow":   {"pass": "%s", "account": "APP2"}}
            """.formatted(
                    PasswordHashing.bcrypt("b1", 5), PasswordHashing.bcrypt("o1", 5), PasswordHashing.bcrypt("s1", 16));

    @BeforeEach
    void watch() {
        BlockingCalls.watch();
        BlockingCalls.forget();
    }

    /** On a thread of its own: those that are there may have begun before calls were watched. */
    @Test
    void aBlockingCallIsFound() {
        Scheduler fresh = Schedulers.newParallel("parallel-fresh", 1, true);
        try {
            fresh.schedule(() -> pause(5));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(BlockingCalls.found())
                            .anyMatch(call -> call.contains("sleep") && call.contains(" on parallel-fresh-")));
        } finally {
            fresh.dispose();
        }
    }

    @Test
    void noLoginBlocksAThreadThatMustNot() throws Exception {
        try (Stage stage = Stage.operator()
                .users(USERS)
                .set("callout.budget", "1s")
                .set("http.listen", "127.0.0.1:0")
                .open()) {
            Pages pages = Pages.of(stage.service());
            logInAndBeRefused(stage, pages);
            reload(stage, pages);
            askASlowDirectory(stage, pages);
        }
        assertThat(BlockingCalls.found()).isEmpty();
    }

    private static void logInAndBeRefused(Stage stage, Pages pages) throws Exception {
        try (LoginStream plain = LoginStream.start(stage, "plain", "p1", 3);
                LoginStream hashed = LoginStream.start(stage, "bcrypt", "b1", 2)) {
            stage.assertRefused(stage.as("plain", "wrong"));
            stage.assertRefused(stage.as("nobody", "p1"));
            await().atMost(LIMIT).until(() -> plain.succeeded() >= ENOUGH && hashed.succeeded() >= ENOUGH);
            await().atMost(LIMIT).until(() -> pages.get("/readyz").statusCode() == 200);
            await().atMost(LIMIT).until(() -> pages.metric("gatehouse_denied_total{reason=\"bad_credentials\"}") >= 1);
        }
    }

    private static void reload(Stage stage, Pages pages) {
        stage.writeUsers(USERS.replace("APP2", "APP1"));
        await().atMost(LIMIT)
                .until(() -> pages.metric(
                                "gatehouse_directory_reloads_total{directory=\"users\",result=\"success\",type=\"file\"}")
                        >= 2);
    }

    /** A hash of cost 16 takes longer than the budget. */
    private static void askASlowDirectory(Stage stage, Pages pages) throws Exception {
        double before = pages.metric(HASHING_LATE);
        Options slow = stage.as("slow", "s1").connectionTimeout(CLIENT_PATIENCE).build();
        assertThatThrownBy(() -> Nats.connect(slow).close()).isInstanceOf(IOException.class);
        await().atMost(LIMIT).until(() -> pages.metric(HASHING_LATE) > before);
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
