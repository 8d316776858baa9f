package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.passwords.ApiToken;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code gatehouse tokens} with a bucket, two instances that follow it, and real clients. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
@Tag("heavy")
class TokensOfBucketIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The client library itself notices no refusal before. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static Stage.Builder stage() {
        return BucketStages.config("TOKENS").edit(BucketStages::withAccount).set("directories.staff.type", "token");
    }

    private static boolean mayLogIn(Stage stage, String token) throws Exception {
        try (Connection client = Nats.connect(stage.clear()
                .token(token.toCharArray())
                .connectionTimeout(LIMIT)
                .build())) {
            return client.getStatus() == Connection.Status.CONNECTED;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isAlwaysLetIn(Stage stage, String token) throws Exception {
        for (int i = 0; i < 10; i++) {
            if (!mayLogIn(stage, token)) {
                return false;
            }
        }
        return true;
    }

    private static Cli tokens(Stage stage, int exit, String... arguments) {
        Cli cli =
                new Cli(stage.deployment().dir()).environment(Map.of("GATEHOUSE_NATS_PASSWORD", BucketStages.PASSWORD));
        String[] all = Stream.concat(
                        Stream.of(
                                "tokens",
                                "--kv",
                                "TOKENS",
                                "--server",
                                stage.server().url(),
                                "--user",
                                "kv"),
                        Stream.of(arguments))
                .toArray(String[]::new);
        assertThat(cli.run(all)).as(cli.err()).isEqualTo(exit);
        return cli;
    }

    @Test
    void anIssuedTokenLogsInAndARevokedOneIsRefusedOnEveryInstance() throws Exception {
        try (Stage stage = stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            KeyValue bucket = BucketStages.bucket(admin, "TOKENS");
            stage.startService();
            stage.startService();
            Cli issue = tokens(stage, 0, "issue", "--name", "ci-bot", "--account", "APP1", "--expires", "90d");
            String token = issue.out().strip();
            String id = String.valueOf(ApiToken.idIn(token));
            assertThat(ApiToken.isWhole(token)).isTrue();
            assertThat(issue.err()).contains("Token " + id + " of \"ci-bot\" is stored in bucket TOKENS, and ends at ");
            assertThat(bucket.keys()).containsExactly(id);
            String stored = new String(Objects.requireNonNull(bucket.get(id).getValue()), StandardCharsets.UTF_8);
            assertThat(stored).contains("\"hash\":\"sha256:").doesNotContain(token.substring(15));

            // Each instance hears of it by itself; several logins come to both.
            await().atMost(PATIENCE).until(() -> isAlwaysLetIn(stage, token));
            assertThat(tokens(stage, 0, "list").out()).startsWith(id + "  \"ci-bot\"  active  ends ");

            assertThat(tokens(stage, 0, "revoke", "ci-bot").out())
                    .isEqualToIgnoringNewLines("Revoked " + id + " of \"ci-bot\"");
            await().atMost(PATIENCE).until(() -> !mayLogIn(stage, token));
            long mark = stage.server().log().mark();
            for (int i = 0; i < 10; i++) {
                stage.assertRefused(stage.clear().token(token.toCharArray()));
            }
            stage.server().log().awaitAfter(mark, "returned an error: gatehouse: disabled");
            assertThat(tokens(stage, 0, "list").out()).contains("\"ci-bot\"  revoked  ends ");
        }
    }

    /** Without a connection of its own a directory has the service's: the bucket is in the callout's account. */
    @Test
    void theServicesOwnUserReadsTheBucketOfTheCalloutsAccount() throws Exception {
        try (Stage stage = BucketStages.inTheCalloutsAccount("TOKENS")
                        .set("directories.staff.type", "token")
                        .openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            KeyValue bucket = BucketStages.bucket(admin, "TOKENS");
            stage.startService();
            String token = tokens(stage, 0, "issue", "--name", "ci-bot", "--account", "APP1")
                    .out()
                    .strip();
            assertThat(bucket.keys()).hasSize(1);
            await().atMost(PATIENCE).until(() -> mayLogIn(stage, token));

            tokens(stage, 0, "revoke", "ci-bot");
            long mark = stage.server().log().mark();
            await().atMost(PATIENCE).until(() -> !mayLogIn(stage, token));
            stage.assertRefused(stage.clear().token(token.toCharArray()));
            stage.server().log().awaitAfter(mark, "returned an error: gatehouse: disabled");
        }
    }

    @Test
    void whatCannotBeDoneIsSaidAndChangesNothing() throws Exception {
        try (Stage stage = stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            assertThat(tokens(stage, 1, "list").err()).contains("there is no bucket TOKENS");
            KeyValue bucket = BucketStages.bucket(admin, "TOKENS");
            String token = tokens(stage, 0, "issue", "--name", "bot").out().strip();
            String id = String.valueOf(ApiToken.idIn(token));
            long revision = bucket.get(id).getRevision();
            assertThat(tokens(stage, 1, "revoke", "bot", "nobody").err())
                    .contains("bucket TOKENS: there is no token with the id or name \"nobody\"; nothing was changed");
            assertThat(tokens(stage, 1, "issue", "--name", "a\tb").err()).contains("name");
            assertThat(bucket.keys()).containsExactly(id);
            assertThat(bucket.get(id).getRevision()).isEqualTo(revision);

            bucket.put("0A1b2C3d4E", "no JSON");
            bucket.put("_free", "{}");
            bucket.put("alice", "{}");
            Cli list = tokens(stage, 0, "list");
            assertThat(list.err()).contains("bucket TOKENS: records under keys that no token has, as of users: 1");
            assertThat(list.out())
                    .contains("0A1b2C3d4E  -  its record cannot be used", id + "  \"bot\"  active")
                    .doesNotContain("_free");
        }
    }

    /** Where the directory says where its tokens are. */
    @Test
    void theDirectoryOfAConfigurationIsFoundByItsType() throws Exception {
        try (Stage stage = stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            KeyValue bucket = BucketStages.bucket(admin, "TOKENS");
            Cli cli = new Cli(stage.deployment().dir())
                    .environment(Map.of(
                            "GATEHOUSE_DIRECTORIES_API_TYPE", "token",
                            "GATEHOUSE_DIRECTORIES_API_BUCKET", "TOKENS",
                            "GATEHOUSE_DIRECTORIES_API_NATS_URL", stage.server().url(),
                            "GATEHOUSE_DIRECTORIES_API_NATS_USER", "kv",
                            "GATEHOUSE_DIRECTORIES_API_NATS_PASSWORD", BucketStages.PASSWORD));
            String settings = stage.deployment().settings().toString();
            assertThat(cli.run("tokens", "-c", settings, "issue", "--name", "bot", "--account", "APP1"))
                    .as(cli.err())
                    .isZero();
            assertThat(bucket.keys())
                    .containsExactly(String.valueOf(ApiToken.idIn(cli.out().strip())));
            assertThat(cli.run("tokens", "-c", settings, "--directory", "users", "list"))
                    .isEqualTo(1);
            assertThat(cli.err()).contains("directory users is of type file, whose tokens are changed elsewhere");
        }
    }
}
