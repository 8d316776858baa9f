package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code gatehouse check} of a directory in a bucket. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
@Tag("heavy")
class CheckBucketIT {
    private static Cli check(Stage stage) {
        Cli cli = new Cli(stage.deployment().dir());
        int code = cli.run(
                "check",
                "-c",
                stage.deployment().settings().toString(),
                "--server",
                stage.server().url(),
                "--set",
                "directories.staff.type=kv",
                "--set",
                "directories.staff.bucket=USERS",
                "--set",
                "directories.staff.nats.user=kv",
                "--set",
                "directories.staff.nats.password=kv-secret");
        assertThat(code).as(cli.out()).isIn(0, 1);
        return cli;
    }

    @Test
    void tellsHowManyUsersThereAreAndWhoseRecordsCannotBeUsed() throws Exception {
        // An instance answers: without one, each check would wait for nats-server's timeout.
        try (Stage stage = KvServiceIT.stage().open();
                Connection admin = BucketStages.admin(stage)) {
            assertThat(check(stage).out())
                    .contains("directory staff, bucket USERS: there is no bucket USERS in this account");

            KeyValue users = BucketStages.bucket(admin, "USERS");
            users.put("s-anna", "{\"pass\": \"a1\", \"account\": \"APP1\"}");
            assertThat(check(stage).out()).contains("directory staff, bucket USERS: 1 user");

            users.put("s-bob", "{\"pass\": \"bobs-secret\", \"acount\": \"APP1\"}");
            assertThat(check(stage).out())
                    .contains(
                            "directory staff, bucket USERS, key s-bob:1:",
                            "user \"s-bob\": unknown field \"acount\"",
                            "1 user")
                    .doesNotContain("bobs-secret");

            users.put("s-c=40d", "{account: APP1}");
            assertThat(check(stage).out()).contains("directory staff, bucket USERS, key s-c=40d:1:2: this is not JSON");
        }
    }
}
