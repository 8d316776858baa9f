package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.testbed.junit.OnEveryServer;
import io.gatehouse.testbed.junit.ServerUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** The users file is changed under the running service. */
@OnEveryServer
@SuppressWarnings("NullAway.Init")
class ReloadIT {
    private static final String ALICE = "\"alice\": {\"pass\": \"a1\", \"account\": \"APP1\"}";
    private static final String CAROL = "\"carol\": {\"pass\": \"c1\", \"account\": \"APP2\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Parameter
    private ServerUnderTest nats;

    private Stage stage() throws Exception {
        return Stage.operator()
                .on(nats)
                .users("{" + ALICE + "}")
                .set("directories.users.reload", "20ms")
                .open();
    }

    private static void rewrite(Stage stage, String users) {
        ServiceCounters counters = stage.service().counters();
        long before = counters.reloads();
        stage.writeUsers(users);
        await().atMost(PATIENCE).until(() -> counters.reloads() > before);
    }

    private static void mayLogIn(Stage stage, String user, String password) throws Exception {
        try (Client client = new Client(stage.as(user, password))) {
            client.says("here.i.am");
        }
    }

    @Test
    void aNewFileTakesThePlaceOfTheOld() throws Exception {
        try (Stage stage = stage();
                Client alice = new Client(stage.as("alice", "a1"))) {
            Refusal.of(stage.as("carol", "c1"));

            rewrite(stage, "{" + CAROL + "}");

            mayLogIn(stage, "carol", "c1");
            Refusal.of(stage.as("alice", "a1"), stage, "returned an error: gatehouse: bad_credentials");
            alice.says("sessions.go.on");
        }
    }

    @Test
    void changedPasswordsAndPermissionsHoldFromTheNextLoginOn() throws Exception {
        try (Stage stage = stage()) {
            mayLogIn(stage, "alice", "a1");

            rewrite(stage, """
                    {"alice": {"pass": "a2", "account": "APP1", "permissions": {"pub": {"allow": ["own.>"]}}}}
                    """);

            Refusal.of(stage.as("alice", "a1"));
            try (Client alice = new Client(stage.as("alice", "a2"))) {
                alice.mayNotSay("here.i.am");
                alice.says("own.news");
            }
        }
    }

    @Test
    void aBrokenFileLeavesTheLastGoodOneInForce() throws Exception {
        try (Stage stage = stage()) {
            ServiceCounters counters = stage.service().counters();
            assertThat(counters.failedReloads()).isZero();

            stage.writeUsers("{" + CAROL + ", \"dave\": {\"pass\": ");
            await().atMost(PATIENCE).until(() -> counters.failedReloads() == 1);
            mayLogIn(stage, "alice", "a1");
            Refusal.of(stage.as("carol", "c1"));

            rewrite(stage, "{" + ALICE + ", " + CAROL + "}");
            mayLogIn(stage, "alice", "a1");
            mayLogIn(stage, "carol", "c1");
            assertThat(counters.failedReloads()).isEqualTo(1);
        }
    }

    @Test
    void theServersVersionSaysWhetherLimitsAreEnforced() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.operator()
                        .on(nats)
                        .users("{\"alice\": {\"pass\": \"a1\", \"account\": \"APP1\", \"subs\": 3}}")
                        .open()) {
            int loaded = log.await(
                    0, "1 user with subs or payload, which nats-server enforces .* from 2.14.10 and 2.15.3 on");
            boolean enforced =
                    ServersPage.read().holds("enforces `subs`", nats.binary().version());
            log.await(
                    loaded,
                    "nats-server [0-9.]+ " + (enforced ? "enforces" : "does not enforce")
                            + " subs and payload of 1 user");
            assertThat(stage.service().counters().failedReloads()).isZero();
        }
    }
}
