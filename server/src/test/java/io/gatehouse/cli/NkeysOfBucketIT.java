package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users with nkeys in a bucket, put there and locked out with {@code gatehouse users}, with two instances and real clients. */
@Tag("heavy")
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class NkeysOfBucketIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The client library itself notices no refusal before. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static final SigningKey SERVICE = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey SENSOR = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey STRANGER = SigningKey.generate(NkeyKind.USER);

    /** The service's own user is one with an nkey, so that the server sends a nonce. */
    private static Stage.Builder stage() {
        return BucketStages.config("USERS")
                .prepared(deployment -> {
                    String yaml = Files.readString(deployment.settings());
                    Files.writeString(
                            deployment.settings(),
                            yaml.replace("  user: gatehouse\n  password_file: creds/service.password\n", ""));
                })
                .set("nats.nkey", SERVICE.seed())
                .edit(BucketStages::withAccount)
                .serverConf(conf -> conf.replaceFirst(
                                "user: gatehouse, password: \"[^\"]*\"", "nkey: " + SERVICE.publicKey())
                        .replace("auth_users: [ gatehouse,", "auth_users: [ " + SERVICE.publicKey() + ","))
                .set("directories.staff.type", "nkey");
    }

    private static Options.Builder as(Stage stage, SigningKey key) {
        return stage.clear().authHandler(Nats.staticCredentials(null, key.seed().toCharArray()));
    }

    private static boolean mayLogIn(Stage stage, SigningKey key) throws Exception {
        try (Connection client =
                Nats.connect(as(stage, key).connectionTimeout(LIMIT).build())) {
            return client.getStatus() == Connection.Status.CONNECTED;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isAlwaysLetIn(Stage stage, SigningKey key) throws Exception {
        for (int i = 0; i < 10; i++) {
            if (!mayLogIn(stage, key)) {
                return false;
            }
        }
        return true;
    }

    private static void users(Stage stage, String... arguments) {
        Cli cli =
                new Cli(stage.deployment().dir()).environment(Map.of("GATEHOUSE_NATS_PASSWORD", BucketStages.PASSWORD));
        String[] all = new String[arguments.length + 7];
        System.arraycopy(
                new String[] {
                    "users", "--kv", "USERS", "--server", stage.server().url(), "--user", "kv"
                },
                0,
                all,
                0,
                7);
        System.arraycopy(arguments, 0, all, 7, arguments.length);
        assertThat(cli.run(all)).as(cli.err()).isZero();
    }

    @Test
    void aUserOfTheBucketLogsInWithItsNkeyUntilItIsDisabled() throws Exception {
        try (Stage stage = stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            BucketStages.bucket(admin, "USERS");
            users(
                    stage,
                    "add",
                    "sensor",
                    "--account",
                    "APP1",
                    "--nkey",
                    SENSOR.publicKey().text(),
                    "--no-password");
            stage.startService();
            stage.startService();
            // Each instance hears of it by itself; several logins come to both.
            await().atMost(PATIENCE).until(() -> isAlwaysLetIn(stage, SENSOR));
            stage.assertRefused(as(stage, STRANGER));

            users(stage, "disable", "sensor");
            await().atMost(PATIENCE).until(() -> !mayLogIn(stage, SENSOR));
            long mark = stage.server().log().mark();
            for (int i = 0; i < 10; i++) {
                stage.assertRefused(as(stage, SENSOR));
            }
            stage.server().log().awaitAfter(mark, "returned an error: gatehouse: disabled");

            users(stage, "enable", "sensor");
            users(stage, "set", "sensor", "--nkey", STRANGER.publicKey().text());
            await().atMost(PATIENCE).until(() -> mayLogIn(stage, STRANGER));
            await().atMost(PATIENCE).until(() -> !mayLogIn(stage, SENSOR));
        }
    }

    @Test
    void aKeyOfTwoUsersLetsNeitherInRefusesNeitherAndIsToldWithBothNames() throws Exception {
        try (Stage stage = stage().openWithoutService();
                Connection admin = BucketStages.admin(stage);
                LogCapture log = LogCapture.of(Level.INFO)) {
            KeyValue users = BucketStages.bucket(admin, "USERS");
            String record = "{\"nkey\": \"%s\", \"account\": \"APP1\"}".formatted(SENSOR.publicKey());
            users.put("sensor", record);
            stage.startService();
            await().atMost(PATIENCE).until(() -> mayLogIn(stage, SENSOR));

            int mark = log.mark();
            users.put("copy", record);
            log.await(
                    mark,
                    "WARN staff: bucket USERS: nkey " + SENSOR.publicKey()
                            + " is that of user \"copy\" and of user \"sensor\"");
            long denials = stage.service().counters().denials();
            assertThat(mayLogIn(stage, SENSOR)).isFalse();
            assertThat(stage.service().counters().denials()).isEqualTo(denials);

            Cli check = new Cli(stage.deployment().dir());
            assertThat(check.run(
                            "check",
                            "-c",
                            stage.deployment().settings().toString(),
                            "--server",
                            stage.server().url(),
                            "--set",
                            "nats.nkey=" + SERVICE.seed(),
                            "--set",
                            "directories.staff.type=nkey",
                            "--set",
                            "directories.staff.bucket=USERS",
                            "--set",
                            "directories.staff.nats.user=kv",
                            "--set",
                            "directories.staff.nats.password=" + BucketStages.PASSWORD))
                    .isEqualTo(1);
            assertThat(check.out())
                    .contains("is that of user \"copy\" and of user \"sensor\"", "bucket USERS: 2 users");

            users.delete("copy");
            await().atMost(PATIENCE).until(() -> mayLogIn(stage, SENSOR));
        }
    }
}
