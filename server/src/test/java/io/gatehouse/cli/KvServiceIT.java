package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A bucket before a file, as they are configured, with two instances and real clients. */
@Tag("heavy")
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class KvServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The client library itself notices no refusal before. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static final int LOGINS = 100;

    static Stage.Builder stage() {
        return BucketStages.config("USERS")
                .edit(BucketStages::withAccount)
                .set("directories.staff.type", "kv")
                .set("directories.staff.match.user", "s-*");
    }

    private static KeyValue bucket(Connection admin) throws Exception {
        return BucketStages.bucket(admin, "USERS");
    }

    static boolean mayLogIn(Stage stage, String user, String password) throws Exception {
        try (Connection client =
                Nats.connect(stage.as(user, password).connectionTimeout(LIMIT).build())) {
            return client.getStatus() == Connection.Status.CONNECTED;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aUserOfTheBucketLogsInAndIsLockedOutOnEveryInstance() throws Exception {
        try (Stage stage = stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            KeyValue users = bucket(admin);
            users.put("s-anna", "{\"pass\": \"a1\", \"account\": \"APP1\"}");
            stage.startService();
            stage.startService();
            await().atMost(PATIENCE).until(() -> mayLogIn(stage, "s-anna", "a1"));
            assertThat(mayLogIn(stage, "fred", "f1")).isTrue();
            stage.assertRefused(stage.as("s-anna", "wrong"));

            users.put("s-anna", "{\"pass\": \"a1\", \"account\": \"APP1\", \"disabled\": true}");
            await().atMost(PATIENCE).until(() -> !mayLogIn(stage, "s-anna", "a1"));
            for (int i = 0; i < 10; i++) {
                stage.assertRefused(stage.as("s-anna", "a1"));
            }
        }
    }

    /** A paused consumer goes on with its heartbeats, and tells of nothing. */
    @Test
    void aUserIsLockedOutThoughSomebodyHasPausedTheConsumer() throws Exception {
        try (Stage stage = stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            assumeTrue(admin.getServerInfo().isSameOrNewerThanVersion("2.11"), "consumers can be paused");
            KeyValue users = bucket(admin);
            users.put("s-anna", "{\"pass\": \"a1\", \"account\": \"APP1\"}");
            stage.startService();
            await().atMost(PATIENCE).until(() -> mayLogIn(stage, "s-anna", "a1"));
            JetStreamManagement consumers = admin.jetStreamManagement();
            await().atMost(PATIENCE)
                    .until(() -> consumers.getConsumerNames("KV_USERS").size() == 1);
            for (String name : consumers.getConsumerNames("KV_USERS")) {
                assertThat(consumers
                                .pauseConsumer(
                                        "KV_USERS",
                                        name,
                                        ZonedDateTime.now(ZoneOffset.UTC).plusHours(1))
                                .isPaused())
                        .isTrue();
            }

            users.put("s-anna", "{\"pass\": \"a1\", \"account\": \"APP1\", \"disabled\": true}");
            await().atMost(PATIENCE).until(() -> !mayLogIn(stage, "s-anna", "a1"));
            stage.assertRefused(stage.as("s-anna", "a1"));
        }
    }

    /** The directory's own login may be one that can read only. */
    @Test
    void theBucketOfADirectoryIsChangedWithAnotherLogin() throws Exception {
        try (Stage stage = stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            KeyValue users = bucket(admin);
            Cli cli = new Cli(stage.deployment().dir())
                    .environment(Map.of(
                            "GATEHOUSE_DIRECTORIES_STAFF_TYPE", "kv",
                            "GATEHOUSE_DIRECTORIES_STAFF_BUCKET", "USERS",
                            "GATEHOUSE_DIRECTORIES_STAFF_NATS_URL",
                                    stage.server().url(),
                            "GATEHOUSE_DIRECTORIES_STAFF_NATS_USER", "nobody",
                            "GATEHOUSE_DIRECTORIES_STAFF_NATS_PASSWORD", "nothing",
                            "GATEHOUSE_NATS_PASSWORD", "kv-secret"));
            String settings = stage.deployment().settings().toString();
            assertThat(cli.run("users", "-c", settings, "--directory", "staff", "list"))
                    .isEqualTo(1);
            assertThat(cli.err()).contains("no connection to nats-server");
            assertThat(cli.run(
                            "users",
                            "-c",
                            settings,
                            "--directory",
                            "staff",
                            "--user",
                            "kv",
                            "add",
                            "s-anna",
                            "--account",
                            "APP1",
                            "--no-password"))
                    .as(cli.err())
                    .isZero();
            assertThat(users.keys()).containsExactly("s-anna");
        }
    }

    @Test
    void anOutageOfTheBucketRefusesNobodyAndSlowsNobodyElse() throws Exception {
        try (Stage stage = stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            KeyValue users = bucket(admin);
            users.put("s-anna", "{\"pass\": \"a1\", \"account\": \"APP1\"}");
            stage.startService();
            await().atMost(PATIENCE).until(() -> mayLogIn(stage, "s-anna", "a1"));
            List<Long> before = times(stage);

            admin.keyValueManagement().delete("USERS");
            await().atMost(PATIENCE).until(() -> !answers(stage));
            long denials = stage.service().counters().denials();
            assertThat(mayLogIn(stage, "s-anna", "a1")).as("known from before").isTrue();
            List<Long> during = times(stage);

            assertThat(stage.service().counters().denials()).isEqualTo(denials);
            assertThat(answers(stage)).isFalse();
            assertThat(during.get(LOGINS / 2))
                    .as("a usual login")
                    .isLessThan(
                            2 * before.get(LOGINS / 2) + Duration.ofMillis(50).toNanos());
            assertThat(during.get(LOGINS - 2))
                    .as("the slowest but one: no login waits until the bucket is given up")
                    .isLessThan(
                            2 * before.get(LOGINS - 2) + Duration.ofSeconds(1).toNanos());
        }
    }

    /** Whether a user whom nobody knows is told anything; once the bucket is away, nothing is. */
    private static boolean answers(Stage stage) {
        long before = stage.service().counters().denials();
        Options.Builder client = stage.as("s-nobody", "n1").connectionTimeout(LIMIT);
        try (Connection unused = Nats.connect(client.build())) {
            throw new AssertionError("let in");
        } catch (IOException e) {
            return stage.service().counters().denials() > before;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The times that logins of a user of the file took, in their order. */
    private static List<Long> times(Stage stage) throws Exception {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < LOGINS; i++) {
            long begin = System.nanoTime();
            assertThat(mayLogIn(stage, "fred", "f1")).isTrue();
            took.add(System.nanoTime() - begin);
        }
        took.sort(null);
        return took;
    }

    @Test
    void theServiceStartsAndIsReadyWithoutTheBucket() throws Exception {
        try (Stage stage = stage().set("http.listen", "127.0.0.1:0").open();
                Connection admin = BucketStages.admin(stage)) {
            assertThat(mayLogIn(stage, "fred", "f1")).isTrue();
            assertThat(answers(stage)).isFalse();
            Pages pages = Pages.of(stage.service());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pages.get("/readyz").body()).contains("there is no bucket USERS"));
            assertThat(pages.metric("gatehouse_directory_outdated{directory=\"staff\",type=\"kv\"}"))
                    .isEqualTo(1);

            bucket(admin).put("s-anna", "{\"pass\": \"a1\", \"account\": \"APP1\"}");
            await().atMost(PATIENCE).until(() -> mayLogIn(stage, "s-anna", "a1"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    pages.metric("gatehouse_directory_outdated{directory=\"staff\",type=\"kv\"}"))
                            .isZero());
        }
    }
}
