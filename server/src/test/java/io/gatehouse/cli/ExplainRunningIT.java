package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.drops.Drop;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code gatehouse explain} says against a running service, beside what it says of the configuration alone. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
@Tag("heavy")
class ExplainRunningIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOKEN = "0123456789abcdef";

    private static final String USERS = """
            {"nina": {"pass": "p-nina", "account": "APP1", "groups": ["nurses"], "session": "1h"},
             "noah": {"pass": "p-noah", "account": "APP1"},
             "off": {"pass": "p-off", "account": "APP1", "disabled": true}}
            """;

    private static final String RULES = """
            rules:
              nurses:
                if: {group: nurses}
                give: {permissions: {pub: {allow: "ward.{{name()}}.>"}}}
            """;

    private static Stage.Builder stage(Mode mode) {
        return served((mode == Mode.OPERATOR ? Stage.operator() : Stage.config()).users(USERS))
                .set("failures.per_user_and_source", "3")
                // Not replenished meanwhile, however long the test takes.
                .set("failures.window", "1h")
                .prepared(deployment ->
                        Files.writeString(deployment.settings(), Files.readString(deployment.settings()) + RULES));
    }

    private static Stage.Builder served(Stage.Builder stage) {
        return stage.set("http.listen", "127.0.0.1:0")
                .admin(TOKEN)
                .prepared(deployment -> Files.writeString(deployment.dir().resolve("admin.token"), TOKEN + "\n"));
    }

    private static String explain(Stage stage, int exitCode, String password, List<String> how, String... login) {
        return Explaining.of(stage).explain(exitCode, password, how, login);
    }

    private static List<String> alone(Stage stage) {
        return Explaining.of(stage).alone();
    }

    private static List<String> running(Stage stage) {
        return Explaining.of(stage).running();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theRunningServiceSaysTheSameInTheSameForm(Mode mode) throws Exception {
        try (Stage stage = stage(mode).open()) {
            Explaining both = Explaining.of(stage);
            both.assertSame(0, "p-nina", "--user", "nina");
            both.assertSame(1, "wrong", "--user", "nina");
            both.assertSame(1, "p-off", "--user", "off", "--host", "10.1.2.3", "--connection", "websocket");
            both.assertSame(1, "", "--client-name", "nobody");
            both.assertSame(2, "", "--as", "zoe", "--groups", "nurses");
        }
    }

    @Test
    void itGoesByWhatIsInForceAndNotByTheFile() throws Exception {
        try (Stage stage = stage(Mode.CONFIG).set("config.reload", "0s").open()) {
            String before = Files.readString(stage.deployment().settings());
            Files.writeString(
                    stage.deployment().settings(), before + "  all: {if: {user: n*}, give: {refuse: true}}\n");

            assertThat(explain(stage, 1, "p-nina", alone(stage), "--user", "nina"))
                    .contains("denied        refused");
            assertThat(explain(stage, 0, "p-nina", running(stage), "--user", "nina"))
                    .contains("granted       account APP1");

            assertThat(stage.service().reload("a test").join().isSuccessful()).isTrue();
            assertThat(explain(stage, 1, "p-nina", running(stage), "--user", "nina"))
                    .contains("denied        refused");
        }
    }

    @Test
    void itsGuessesSilenceLoginsAndThoseOfLoginsSilenceIt() throws Exception {
        try (Stage stage = stage(Mode.CONFIG).open()) {
            for (int i = 0; i < 3; i++) {
                assertThat(explain(stage, 1, "wrong " + i, running(stage), "--user", "nina"))
                        .contains("rejected: bad_credentials");
                stage.assertRefused(stage.as("noah", "wrong " + i));
            }
            stage.awaitDenials(3);
            Silence.of(stage.as("nina", "p-nina"), stage, Drop.FAILURE_LIMIT);

            for (String user : List.of("nina", "noah")) {
                assertThat(explain(stage, 2, "p-" + user, running(stage), "--user", user))
                        .contains("not asked: the verdict says why", "no answer     failure_limit: too many wrong");
            }
        }
    }

    @Test
    void theLogTellsOfItWithoutASecret() throws Exception {
        try (Stage stage = stage(Mode.CONFIG).open();
                LogCapture log = LogCapture.of(Level.TRACE)) {
            String address =
                    Objects.requireNonNull(stage.service().adminAddress()).address();
            assertThat(AdminPost.to(address, "/-/explain", TOKEN, "{\"user\": \"nina\", \"password\": \"s3cret\"}"))
                    .contains("bad_credentials");

            assertThat(log.lines())
                    .contains("INFO explained a login to an admin request: denied, bad_credentials")
                    .noneMatch(line -> line.contains("s3cret") || line.contains(TOKEN));
        }
    }

    @Test
    void whoHasAnotherTokenIsToldNothing() throws Exception {
        try (Stage stage = stage(Mode.CONFIG).open()) {
            Files.writeString(stage.deployment().dir().resolve("admin.token"), "fedcba9876543210");
            assertThat(explain(stage, 70, "p-nina", running(stage), "--user", "nina"))
                    .isEmpty();
        }
    }

    @Test
    void usersOfABucketAreFoundByTheConfigurationAndByTheService() throws Exception {
        try (Stage stage = served(KvServiceIT.stage()).openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            KeyValue users = BucketStages.bucket(admin, "USERS");
            users.put("s-anna", "{\"pass\": \"a1\", \"account\": \"APP1\", \"groups\": [\"staff\"]}");
            Pages pages = Pages.of(stage.startService());
            // A service is up whether it has read its buckets or not.
            await().atMost(PATIENCE)
                    .until(() -> pages.metric("gatehouse_directory_users{directory=\"staff\",type=\"kv\"}") == 1);
            List<String> alone = Stream.concat(alone(stage).stream(), BucketStages.options(stage).stream())
                    .toList();

            for (List<String> how : List.of(alone, running(stage))) {
                assertThat(explain(stage, 0, "a1", how, "--user", "s-anna"))
                        .contains("staff         (kv) found", "groups      staff", "granted       account APP1")
                        .contains("users         (file) not asked: a directory before it has answered");
                assertThat(explain(stage, 1, "a1", how, "--user", "s-nobody"))
                        .contains("staff         (kv) not mine", "denied        bad_credentials");
            }

            users.put("s-anna", "{\"pass\": \"a1\", \"account\": \"APP1\", \"disabled\": true}");
            assertThat(explain(stage, 1, "a1", alone, "--user", "s-anna")).contains("denied        disabled");
            await().atMost(PATIENCE).until(() -> isDisabled(stage));
        }
    }

    private static boolean isDisabled(Stage stage) throws IOException {
        Cli cli = new Cli(stage.deployment().dir()).piped("a1\n");
        String[] line = Stream.concat(Stream.of("explain", "--user", "s-anna"), running(stage).stream())
                .toArray(String[]::new);
        return cli.run(line) == 1 && cli.out().contains("denied        disabled");
    }
}
