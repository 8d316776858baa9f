package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ready means that requests can arrive and answers can leave; what our user lacks is said. */
@Tag("heavy")
@AgainstNatsServer
class ServiceRightsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1"}}
            """;
    private static final String UNABLE =
            "^ERROR Not able to answer requests: nats-server does not let the service's user ";
    private static final String MAY_NOT_SUBSCRIBE = "subscribe to \\$SYS.REQ.USER.AUTH in queue group gatehouse";
    private static final String MAY_NOT_ANSWER = "publish to \\$SYS._INBOX.>";

    private static Stage.Builder with(String permissions) {
        return Stage.config()
                .users(USERS)
                .serverConf(conf -> permitted(conf, permissions))
                .set("http.listen", "127.0.0.1:0");
    }

    private static String permitted(String conf, String permissions) {
        return conf.replaceFirst(
                "(?s)permissions: \\{.*?\\n      }", "permissions: " + permissions.replace("$", "\\$"));
    }

    private static HttpResponse<String> readyz(Service service) throws Exception {
        return Pages.of(service).get("/readyz");
    }

    private static void awaitReady(Service service) {
        Awaitility.await().atMost(PATIENCE).until(() -> readyz(service).statusCode() == 200);
    }

    private static void awaitUnready(Service service, String why) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> readyz(service).statusCode() == 503
                        && readyz(service).body().contains(why));
    }

    private static void change(Stage stage, UnaryOperator<String> change) throws Exception {
        stage.changeServerConf(change);
        stage.server().reload();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    { subscribe: ["_INBOX.>"] }                                                          | subscribe
                    { subscribe: [">"], publish: { deny: ["$SYS.REQ.USER.AUTH"] } }                      | ready
                    { subscribe: { deny: ["$SYS.REQ.USER.>"] } }                                         | subscribe
                    { publish: ["$SYS.REQ.USER.INFO"], subscribe: [">"] }                                | publish
                    { subscribe: ["$SYS.REQ.USER.AUTH"], publish: ["$SYS._INBOX.>"] }                    | ready
                    { subscribe: ["$SYS.REQ.USER.AUTH gatehouse"], publish: ["$SYS._INBOX.>"] }          | ready
                    { subscribe: [">"], publish: ["$SYS.REQ.USER.INFO"], allow_responses: true }         | ready
                    """)
    void isReadyOnlyWhenItIsAble(String permissions, String outcome) throws Exception {
        try (LogCapture log = LogCapture.of(Level.DEBUG);
                Stage stage = with(permissions).openWithoutService()) {
            Service service = stage.launchService();
            if (outcome.equals("ready")) {
                service.awaitUp();
                awaitReady(service);
                stage.connect("alice", "a1").close();
                stage.awaitGrants(1);
                return;
            }
            String why = outcome.equals("subscribe") ? MAY_NOT_SUBSCRIBE : MAY_NOT_ANSWER;
            int mark = log.await(0, UNABLE + why);
            awaitUnready(service, outcome + " to $SYS.");
            stage.server().restart();
            log.await(mark, "Not able to answer requests: ");
            awaitUnready(service, outcome + " to $SYS.");
            assertThat(log.lines()).noneMatch(line -> line.contains("Connected to nats-server"));

            change(stage, conf -> conf.replace("permissions: " + permissions, "permissions: {}"));
            service.awaitUp();
            stage.connect("alice", "a1").close();
        }
    }

    /** The server does not tell; the first answer does, and what is refused once is trusted only when it is told. */
    @Test
    void whereNothingIsToldTheFirstAnswerTells() throws Exception {
        try (LogCapture log = LogCapture.of(Level.DEBUG);
                Stage stage = with("{ subscribe: [\"$SYS.REQ.USER.AUTH\"], allow_responses: true }")
                        .openWithoutService()) {
            Service service = stage.launchService();
            int mark = log.await(0, "^WARN nats-server does not tell whether the service's user may publish answers");
            awaitUnready(service, "does not tell whether");
            stage.connect("alice", "a1").close();
            mark = log.await(mark, "^INFO nats-server has taken the first answer");
            awaitReady(service);

            change(stage, conf -> conf.replace(", allow_responses: true", ", publish: { deny: \">\" }"));
            stage.server().restart();
            mark = log.await(mark, "^(WARN|DEBUG Again:) nats-server does not tell whether");
            awaitUnready(service, "does not tell whether");
            stage.assertRefused(stage.as("alice", "a1"));
            mark = log.await(mark, UNABLE + MAY_NOT_ANSWER);
            log.await(mark, "^DEBUG Again: Not able to answer requests");
            awaitUnready(service, "publish to $SYS.");

            change(stage, conf -> conf.replace("publish: { deny: \">\" }", "publish: [\"$SYS._INBOX.>\"]"));
            log.await(mark, "^INFO Connected to nats-server");
            awaitReady(service);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ subscribe: [\"_INBOX.>\"] }|subscribe",
                "{ subscribe: [\">\"], publish: [\"$SYS.REQ.USER.INFO\"] }|publish"
            })
    void aRightThatIsTakenAwayIsNoticedAndSoIsOneThatComesBack(String change) throws Exception {
        String permissions = change.substring(0, change.indexOf('|'));
        String outcome = change.substring(change.indexOf('|') + 1);
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .users(USERS)
                        .set("http.listen", "127.0.0.1:0")
                        .open()) {
            awaitReady(stage.service());
            String before = Files.readString(stage.deployment().serverConf());

            change(stage, conf -> permitted(conf, permissions));
            int mark = log.await(0, UNABLE + outcome);
            awaitUnready(stage.service(), outcome + " to $SYS.");

            change(stage, conf -> before);
            log.await(mark, "^INFO Connected to nats-server");
            awaitReady(stage.service());
            stage.connect("alice", "a1").close();
        }
    }

    @Test
    void anotherInstanceAnswersWhereOneMayNot() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .users(USERS)
                        .serverConf(conf -> conf.replace("users: [ { user: gatehouse", """
                                users: [ { user: mute, password: "m1", permissions: { publish: ["$SYS.REQ.USER.INFO"] } },
                                         { user: gatehouse""")
                                .replace("auth_users: [ gatehouse", "auth_users: [ mute, gatehouse"))
                        .open()) {
            Service mute = Service.start(
                    new SettingsLoader(Map.of(), stage.deployment().dir())
                            .option("nats.url", "--server", stage.server().url())
                            .option("nats.user", "--user", "mute")
                            .option("nats.password", "--password", "m1")
                            .option("http.listen", "--http", "off")
                            .load(stage.deployment().settings()));
            try (mute) {
                log.await(0, UNABLE + MAY_NOT_ANSWER);
                for (int logins = 0; logins < 20; logins++) {
                    stage.connect("alice", "a1").close();
                }
                assertThat(mute.counters().requests()).isZero();
            }
        }
    }

    @Test
    void withoutMicroItAsksForNoRightToIt() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = with("{ subscribe: [\"$SYS.REQ.USER.AUTH\"], publish: [\"$SYS._INBOX.>\"] }")
                        .set("nats.micro", "false")
                        .open()) {
            stage.connect("alice", "a1").close();
            assertThat(log.lines()).noneMatch(line -> line.contains("$SRV"));
        }
    }

    @Test
    void itKnowsTheAccountOfItsUser() throws Exception {
        try (Stage config = Stage.config().open();
                Stage operator = Stage.operator().open()) {
            assertThat(Objects.requireNonNull(config.service().serverFacts()).account())
                    .isEqualTo("AUTH");
            assertThat(Objects.requireNonNull(config.service().serverFacts()).maxPayload())
                    .isEqualTo(1 << 20);
            assertThat(Objects.requireNonNull(operator.service().serverFacts()).account())
                    .startsWith("A")
                    .hasSize(56);
        }
    }

    @Test
    void failuresThatComeAtOnceComeSeldom() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = with("{ subscribe: [\"_INBOX.>\"] }")
                        .set("nats.reconnect_wait", "100ms")
                        .openWithoutService()) {
            Service service = stage.launchService();
            log.await(0, UNABLE + MAY_NOT_SUBSCRIBE);
            stage.server().log().await("Subscription Violation");
            long attempts = stage.server().log().lines().stream()
                    .filter(line -> line.contains("Subscription Violation"))
                    .count();
            assertThat(attempts).isBetween(1L, 20L);
            assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).hasSize(1);
            assertThat(service.counters().requests()).isZero();
        }
    }

    /** There is room for the requests, and for nothing else. */
    @Test
    void oneSubscriptionIsEnough() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .users(USERS)
                        .serverConf(conf -> "max_subscriptions: 1\n" + conf)
                        .set("http.listen", "127.0.0.1:0")
                        .openWithoutService()) {
            Service service = stage.startService();
            awaitReady(service);
            stage.connect("alice", "a1").close();
            log.await(0, "^WARN nats-server says: .*maximum subscriptions exceeded");
        }
    }
}
