package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Deployment;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Stages with a directory {@code staff} before the users file, in a bucket. */
@SuppressWarnings("try") // closing may be interrupted
final class BucketStages {
    static final String PASSWORD = "kv-secret";

    private static final String ACCOUNT = """
            accounts {
              DIRECTORY: { jetstream: enabled, users: [ { user: kv, password: %s } ] }
            """.formatted(PASSWORD);

    private static final String AUTH = """
              AUTH: {
                jetstream: enabled
                users: [ { user: kv, password: %s, permissions: {
                  publish: [ "$JS.API.>", "$JS.ACK.>", "$KV.>" ], subscribe: "_INBOX.>"
                } },\s""".formatted(PASSWORD);

    private BucketStages() {}

    /**
     * In config mode, with fred of APP2 in the users file, and the bucket in an account of its own; the type of the directory is
     * still to be said.
     */
    static Stage.Builder config(String bucket) {
        return before(Stage.config(), bucket)
                .set("directories.staff.nats.user", "kv")
                .set("directories.staff.nats.password", PASSWORD);
    }

    /** In either mode, with fred of APP2 in the users file: the bucket of the service's own account, unless more is said. */
    static Stage.Builder before(Stage.Builder stage, String bucket) {
        return stage.users("{\"fred\": {\"pass\": \"f1\", \"account\": \"APP2\"}}")
                .set("directories.staff.bucket", bucket)
                .set("callout.directory_order", "staff,users");
    }

    /** The options of a command that has the stage's directory, of type kv, as the service has it. */
    static List<String> options(Stage stage) {
        return Stream.of(
                        "nats.url=" + stage.server().url(),
                        "directories.staff.type=kv",
                        "directories.staff.bucket=USERS",
                        "directories.staff.nats.user=kv",
                        "directories.staff.nats.password=" + PASSWORD,
                        "directories.staff.match.user=s-*",
                        "callout.directory_order=staff,users")
                .flatMap(key -> Stream.of("--set", key))
                .toList();
    }

    /** In config mode, with the bucket in the callout's account, where the service's own user reads it. */
    static Stage.Builder inTheCalloutsAccount(String bucket) {
        return before(Stage.config(), bucket).edit((deployment, conf) -> withBucket(deployment, conf, bucket));
    }

    private static String withBucket(Deployment deployment, String conf, String bucket) throws IOException {
        return conf.replace("  AUTH: {\n    users: [ ", AUTH)
                        .replace("\"$SYS._INBOX.>\", ", "\"$SYS._INBOX.>\", " + BucketRights.conf(bucket) + ", ")
                        .replace("auth_users: [ gatehouse, sys ]", "auth_users: [ gatehouse, sys, kv ]")
                + jetStream(deployment);
    }

    /** The server's configuration with the account of the bucket. */
    static String withAccount(Deployment deployment, String conf) {
        return conf.replace("accounts {\n", ACCOUNT)
                        .replace("auth_users: [ gatehouse, sys ]", "auth_users: [ gatehouse, sys, kv ]")
                + jetStream(deployment);
    }

    /** What the server's configuration has for JetStream. */
    static String jetStream(Deployment deployment) {
        return "\njetstream { store_dir: \"" + deployment.dir().resolve("js") + "\" }\n";
    }

    /** The connection timeout is also the limit of each request about a bucket. */
    static Connection admin(Stage stage) throws Exception {
        return Nats.connect(Options.builder()
                .server(stage.server().url())
                .connectionTimeout(Mail.SOON)
                .userInfo("kv", PASSWORD)
                .build());
    }

    /** Makes the bucket {@code SHARED} of a shared cache, as its guide has it. */
    static void createShared(Stage stage) throws Exception {
        try (Connection admin = admin(stage)) {
            StreamConfiguration bucket = StreamConfiguration.builder()
                    .name("KV_SHARED")
                    .subjects("$KV.SHARED.>")
                    .maxMessagesPerSubject(1)
                    .maximumMessageSize(128 * 1024)
                    .maxAge(Duration.ofMinutes(10))
                    .storageType(StorageType.Memory)
                    .build();
            assertThat(admin.jetStreamManagement().addStream(bucket)).isNotNull();
        }
    }

    static KeyValue bucket(Connection admin, String name) throws Exception {
        admin.keyValueManagement()
                .create(KeyValueConfiguration.builder()
                        .name(name)
                        .storageType(StorageType.Memory)
                        .build());
        return admin.keyValue(name);
    }
}
