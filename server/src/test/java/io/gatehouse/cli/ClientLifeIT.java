package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.ClientProgram;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What client libraries make of the end of a session, of a reload and of an outage: docs/reference/clients.md says it. */
@Tag("heavy")
@AgainstNatsServer
@NeedsTool({"client-go", "client-js", "client-py"})
class ClientLifeIT {
    private static final String USERS = """
            {"alice": {"pass": "p", "account": "APP1"},
             "brief": {"pass": "p", "account": "APP1", "session": "3s"}}
            """;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration OUTAGE = Duration.ofSeconds(15);
    private static final int TIMES = 3;
    private static final int CROWD = 20;

    @Test
    void theSessionEndsThreeTimes() throws Exception {
        try (Stage stage = stage(Stage.operator().defaultSentinel(), 10);
                Crowd crowd = Crowd.of(stage, "session ends", 1, login("brief"))) {
            crowd.assertColumn(program -> {
                await().atMost(LIMIT).until(() -> ends(program) >= TIMES || isClosed(program));
                return afterEnds(program);
            });
        }
    }

    @Test
    void theServerReloadsThreeTimesInOperatorMode() throws Exception {
        try (Stage stage = stage(Stage.operator(), 10);
                Crowd crowd = Crowd.of(stage, "reloads, operator mode", 1, withSentinel(stage))) {
            for (int reload = 1; reload <= TIMES; reload++) {
                int number = reload;
                stage.server().reload();
                crowd.awaitAll(program -> ends(program) == number || isClosed(program));
            }
            crowd.assertColumn(ClientLifeIT::afterEnds);
        }
    }

    /** Clients log in again while nobody answers, for fifteen seconds. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Tag("full")
    void gatehouseIsAway(int timeout) throws Exception {
        String column = "away 15 s, server's `timeout: " + timeout + "`";
        try (Stage stage = stage(Stage.config(), timeout);
                Crowd crowd = Crowd.of(stage, column, CROWD, "--user", "alice", "--password", "p")) {
            stage.stop(stage.service());
            stage.server().restart();
            Thread.sleep(OUTAGE.toMillis());
            stage.startService();
            crowd.assertColumn(program -> {
                await().atMost(LIMIT)
                        .until(() -> program.countNow("reconnected") + program.countNow("closed") == CROWD);
                return closed(program.countNow("closed"));
            });
        }
    }

    /** A stage whose server gives up a login after so many seconds. */
    private static Stage stage(Stage.Builder builder, int timeout) throws Exception {
        return builder.users(USERS)
                .serverConf(conf -> conf.replaceFirst("\n  timeout: \\d+", "\n  timeout: " + timeout))
                .open();
    }

    private static String[] login(String user) {
        return new String[] {"--user", user, "--password", "p", "--reconnect-wait", "200"};
    }

    private static String[] withSentinel(Stage stage) {
        return Stream.concat(Stream.of("--creds", String.valueOf(stage.sentinel())), Stream.of(login("alice")))
                .toArray(String[]::new);
    }

    private static String closed(int number) {
        return number == 0 ? "all come back" : number == CROWD ? "all closed" : "some closed";
    }

    private static String afterEnds(ClientProgram program) {
        return isClosed(program) ? "closed at end " + (ends(program) + 1) : "comes back";
    }

    private static boolean isClosed(ClientProgram program) {
        return program.countNow("closed") > 0;
    }

    private static int ends(ClientProgram program) {
        return program.count("reconnected");
    }
}
