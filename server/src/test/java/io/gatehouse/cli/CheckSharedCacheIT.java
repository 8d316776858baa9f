package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValueManagement;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code gatehouse check} of the shared cache's bucket, and of the rights that it needs. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
@Tag("heavy")
class CheckSharedCacheIT {
    /** As the guide has it. */
    private static final String RIGHTS =
            "\"$JS.API.STREAM.INFO.KV_SHARED\", \"$JS.API.STREAM.MSG.GET.KV_SHARED\", \"$KV.SHARED.>\"";

    /** With an instance that answers: without one, each check would wait for nats-server's timeout. */
    private static Stage stage(String rights) throws Exception {
        return Stage.config()
                .edit(BucketStages::withAccount)
                .serverConf(conf -> conf.replace(
                                "{ user: kv, password: kv-secret }",
                                "{ user: kv, password: kv-secret }, { user: cache, password: c, permissions: {"
                                        + " publish: [" + rights + "], subscribe: \"_INBOX.>\" } }")
                        .replace("sys, kv ]", "sys, kv, cache ]"))
                .open();
    }

    private static String check(Stage stage) {
        Cli cli = new Cli(stage.deployment().dir());
        int code = cli.run(
                "check",
                "-c",
                stage.deployment().settings().toString(),
                "--server",
                stage.server().url(),
                "--set",
                "cache.shared.bucket=SHARED",
                "--set",
                "cache.shared.secret=0123456789abcdef0123456789abcdef",
                "--set",
                "cache.shared.nats.user=cache",
                "--set",
                "cache.shared.nats.password=c");
        assertThat(code).as(cli.out()).isIn(0, 1);
        return cli.out();
    }

    private static KeyValueConfiguration.Builder bucket() {
        return KeyValueConfiguration.builder()
                .name("SHARED")
                .maximumValueSize(128 * 1024)
                .storageType(StorageType.Memory);
    }

    @Test
    void looksWhetherThereIsABucketAndWhatRemovesWhatIsOver() throws Exception {
        try (Stage stage = stage(RIGHTS);
                Connection admin = BucketStages.admin(stage)) {
            assertThat(check(stage))
                    .contains("FAIL  shared cache, bucket SHARED: there is no bucket SHARED in this account");

            KeyValueManagement buckets = admin.keyValueManagement();
            buckets.create(bucket().maxHistoryPerKey(5).build());
            assertThat(check(stage))
                    .contains(
                            "WARN  shared cache, bucket SHARED: nothing removes what is over",
                            "WARN  shared cache, bucket SHARED: keeps more than the last value",
                            "OK    shared cache, bucket SHARED: can be read and written");

            buckets.delete("SHARED");
            buckets.create(bucket().maximumValueSize(-1).build());
            assertThat(check(stage))
                    .contains("FAIL  shared cache, bucket SHARED: bucket SHARED takes values of a size by which");

            buckets.delete("SHARED");
            buckets.create(bucket().ttl(Duration.ofMinutes(10)).build());
            assertThat(check(stage))
                    .contains("OK    shared cache, bucket SHARED: can be read and written")
                    .doesNotContain("WARN  shared cache")
                    .doesNotContain("0123456789abcdef");
        }
    }

    @Test
    void tellsWhichRightIsMissing() throws Exception {
        try (Stage stage = stage(RIGHTS.replace("\"$KV.SHARED.>\"", "\"unused\""));
                Connection admin = BucketStages.admin(stage)) {
            admin.keyValueManagement().create(bucket().build());
            assertThat(check(stage))
                    .contains("FAIL  shared cache, bucket SHARED: nats-server does not let this user do that")
                    .contains("$KV.SHARED.");
        }
        try (Stage stage = stage(RIGHTS.replace("\"$JS.API.STREAM.MSG.GET.KV_SHARED\"", "\"unused\""));
                Connection admin = BucketStages.admin(stage)) {
            admin.keyValueManagement().create(bucket().build());
            assertThat(check(stage))
                    .contains("FAIL  shared cache, bucket SHARED: nats-server does not let this user do that")
                    .contains("$JS.API.STREAM.MSG.GET.KV_SHARED");
        }
    }
}
